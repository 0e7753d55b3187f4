import { Button, Group, NumberInput, SegmentedControl, Text } from '@mantine/core';
import { IconCrop } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaView, Medium } from '../../media-types.ts';
import { type Cut, regionOf } from '../../regions.ts';
import { fileUrl } from './calls.ts';

interface FrameProps {
  picture: MediaView;
  cut: Cut;
  /** Called with each step, also while a finger moves. */
  onChange(cut: Cut): void;
  /** What is chosen is to be kept. */
  onSettled(): void;
  readOnly: boolean;
}

const STEP = 0.01;
const FAR_STEP = 0.1;

/** The picture with its focal point and its crop: set by pointer, by arrow keys, or in figures. */
export function PictureFrame({ picture, cut, onChange, onSettled, readOnly }: FrameProps) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<'focus' | 'crop'>('focus');
  const help = useId();
  const drawing = useRef<{ x: number; y: number } | null>(null);
  const { focus, crop } = cut;
  const move = (x: number, y: number) => onChange({ ...cut, focus: { x: within(x), y: within(y) } });

  const begin = (event: PointerEvent<HTMLElement>) => {
    if (readOnly) return;
    const at = pointIn(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = at;
    if (mode === 'focus') move(at.x, at.y);
  };
  const goOn = (event: PointerEvent<HTMLElement>) => {
    if (!drawing.current) return;
    const at = pointIn(event);
    if (mode === 'focus') return move(at.x, at.y);
    const drawn = between(drawing.current, at);
    if (drawn.width >= 0.02 && drawn.height >= 0.02) onChange({ ...cut, crop: drawn });
  };
  const end = () => {
    if (drawing.current) onSettled();
    drawing.current = null;
  };
  const byKey = (event: KeyboardEvent) => {
    const [across, down] = ARROWS[event.key] ?? [0, 0];
    if (readOnly || mode !== 'focus' || (across === 0 && down === 0)) return;
    event.preventDefault();
    const step = event.shiftKey ? FAR_STEP : STEP;
    move(focus.x + across * step, focus.y + down * step);
  };

  return (
    <div>
      {!readOnly && (
        <SegmentedControl
          fullWidth
          mb="xs"
          value={mode}
          onChange={(value) => setMode(value as typeof mode)}
          data={[
            { value: 'focus', label: t('media.focus') },
            { value: 'crop', label: t('media.crop') },
          ]}
          aria-label={t('media.frameMode')}
        />
      )}
      <button
        type="button"
        className="media-frame"
        dir="ltr"
        data-mode={mode}
        disabled={readOnly}
        aria-label={t('media.focusAt', { x: percent(focus.x), y: percent(focus.y) })}
        aria-describedby={help}
        onPointerDown={begin}
        onPointerMove={goOn}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={byKey}
        onKeyUp={(event) => ARROWS[event.key] && onSettled()}
      >
        <img
          src={fileUrl(picture.id, 960)}
          alt=""
          width={picture.width ?? undefined}
          height={picture.height ?? undefined}
          draggable={false}
        />
        <svg className="media-overlay" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {crop && <path className="media-outside" d={outside(crop)} />}
        </svg>
        <span className="media-point" style={{ left: `${focus.x * 100}%`, top: `${focus.y * 100}%` }} />
      </button>
      <Text size="xs" id={help} mt={4} className="media-dim">
        {t(mode === 'focus' ? 'media.focusHelp' : 'media.cropHelp')}
      </Text>
      <span className="media-unseen" aria-live="polite">
        {t('media.focusAt', { x: percent(focus.x), y: percent(focus.y) })}
      </span>
      {mode === 'crop' && !readOnly && <CropFields cut={cut} onChange={onChange} onSettled={onSettled} />}
    </div>
  );
}

const WHOLE = { x: 0, y: 0, width: 1, height: 1 };
const SIDES = ['x', 'y', 'width', 'height'] as const;

function CropFields({ cut, onChange, onSettled }: Pick<FrameProps, 'cut' | 'onChange' | 'onSettled'>) {
  const { t } = useTranslation();
  const crop = cut.crop ?? WHOLE;
  const set = (side: (typeof SIDES)[number], value: string | number) => {
    if (value === '') return;
    const next = { ...crop, [side]: within(Number(value) / 100) };
    next.width = Math.max(0.02, Math.min(next.width, 1 - next.x));
    next.height = Math.max(0.02, Math.min(next.height, 1 - next.y));
    onChange({ ...cut, crop: isWhole(next) ? null : next });
  };
  return (
    <fieldset className="media-crop">
      <legend className="media-unseen">{t('media.crop')}</legend>
      <Group gap="xs" grow wrap="wrap" mt="xs">
        {SIDES.map((side) => (
          <NumberInput
            key={side}
            label={t(`media.crop.${side}`)}
            value={percent(crop[side])}
            onChange={(value) => set(side, value)}
            onBlur={onSettled}
            min={side === 'x' || side === 'y' ? 0 : 2}
            max={side === 'x' || side === 'y' ? 98 : 100}
            suffix="%"
            miw={72}
            size="xs"
          />
        ))}
      </Group>
      <Button
        size="xs"
        variant="subtle"
        mt="xs"
        leftSection={<IconCrop size={16} aria-hidden />}
        disabled={!cut.crop}
        onClick={() => {
          onChange({ ...cut, crop: null });
          onSettled();
        }}
      >
        {t('media.cropNone')}
      </Button>
    </fieldset>
  );
}

const ROLES: Medium['role'][] = ['lead', 'portrait', 'figure'];

interface PreviewsProps {
  picture: MediaView;
  cut: Cut;
  /** Of one place alone. */
  only?: Medium['role'];
}

/** How the picture will stand in each place. */
export function RolePreviews({ picture, cut, only }: PreviewsProps) {
  const { t } = useTranslation();
  const { width, height } = picture;
  if (!width || !height) return null;
  return (
    <Group gap="sm" align="flex-end" className="media-previews" data-only={only}>
      {(only ? [only] : ROLES).map((role) => {
        const part = regionOf({ width, height }, role, cut);
        return (
          <figure key={role} className="media-preview">
            <svg
              className="media-preview-part"
              viewBox={`${part.left} ${part.top} ${part.width} ${part.height}`}
              aria-hidden="true"
            >
              <image href={fileUrl(picture.id, 320)} width={width} height={height} preserveAspectRatio="none" />
            </svg>
            <figcaption>{t(`media.role.${role}`)}</figcaption>
          </figure>
        );
      })}
    </Group>
  );
}

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function pointIn(event: PointerEvent<HTMLElement>): { x: number; y: number } {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  return { x: within((event.clientX - left) / width), y: within((event.clientY - top) / height) };
}

function between(a: { x: number; y: number }, b: { x: number; y: number }): NonNullable<Cut['crop']> {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return { x: fine(x), y: fine(y), width: fine(Math.abs(a.x - b.x)), height: fine(Math.abs(a.y - b.y)) };
}

function isWhole({ x, y, width, height }: NonNullable<Cut['crop']>): boolean {
  return x === 0 && y === 0 && width > 0.999 && height > 0.999;
}

/** Everything, with the crop left out of it. */
function outside({ x, y, width, height }: NonNullable<Cut['crop']>): string {
  const [left, top, right, bottom] = [x * 100, y * 100, (x + width) * 100, (y + height) * 100];
  return `M0 0H100V100H0ZM${left} ${top}V${bottom}H${right}V${top}Z`;
}

function within(value: number): number {
  return fine(Math.min(1, Math.max(0, value)));
}

function fine(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function percent(value: number): number {
  return Math.round(value * 100);
}

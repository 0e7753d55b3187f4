import { IconBadgeCc, IconFileTypePdf, IconMusic, IconVideo } from '@tabler/icons-react';
import type { MediaView } from '../../media-types.ts';
import { fileUrl } from './calls.ts';

const ICONS = { audio: IconMusic, video: IconVideo, captions: IconBadgeCc, pdf: IconFileTypePdf };

/** A picture itself, small; of everything else a sign of what it is. Its name stands beside it. */
export function Thumbnail({ media }: { media: MediaView }) {
  if (media.family === 'picture') {
    const { x, y } = media.focus;
    return (
      <img
        className="media-thumbnail"
        src={fileUrl(media.id, 320)}
        alt=""
        loading="lazy"
        style={{ objectPosition: `${x * 100}% ${y * 100}%` }}
      />
    );
  }
  const Icon = ICONS[media.family];
  return (
    <span className="media-thumbnail media-sign">
      <Icon size={40} stroke={1.2} aria-hidden className="media-sign-icon" />
    </span>
  );
}

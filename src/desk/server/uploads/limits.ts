import type { Family } from '../../media-types.ts';
import type { Desk } from '../intake.ts';
import type { Limits } from './take-in.ts';

const MB = 1_000_000;
const LIMITS: Limits = { picture: 50 * MB, audio: 200 * MB, video: 1000 * MB, captions: 2 * MB, pdf: 50 * MB };
/** Of the table `settings`: `{picture, audio, video, captions, pdf}` in megabytes, each optional. */
const LIMITS_SETTING = 'uploadMegabytes';

/** How many bytes a file may have, by what it is. */
export async function uploadLimits({ db }: Desk): Promise<Limits> {
  const setting = await db.selectFrom('settings').select('value').where('key', '=', LIMITS_SETTING).executeTakeFirst();
  const chosen: Partial<Limits> = setting ? JSON.parse(setting.value) : {};
  const limits = { ...LIMITS };
  for (const family of Object.keys(limits) as Family[]) {
    if (chosen[family]) limits[family] = chosen[family] * MB;
  }
  return limits;
}

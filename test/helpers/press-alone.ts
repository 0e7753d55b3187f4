import { Press } from '../../src/press/press.ts';
import { openRecord } from '../../src/record/store.ts';
import { FONT_CACHE } from './places.ts';

// A process of its own, as memory is counted by process. Presses a record and prints the most bytes that it held.
const [record, siteDir] = process.argv.slice(2);
const press = await Press.open({ record: openRecord(record!), siteDir: siteDir!, cacheDir: FONT_CACHE });
await press.catchUp();
console.log(process.resourceUsage().maxRSS * 1024);

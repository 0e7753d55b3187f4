/** The verifier, in Node and in the browser: `import { openRecord, httpSource, verify } from 'daftar/verify'`. */
export { audit } from './audit.ts';
export { type OpenedRecord, openRecord } from './log.ts';
export { parseReceipt, type Receipt, verifyReceipt } from './receipt.ts';
export { httpSource, type RecordSource } from './source.ts';
export {
  type Difference,
  type Found,
  type Outcome,
  type Question,
  type Verdict,
  type VerifyOptions,
  verify,
  WHY,
  type Why,
} from './verdict.ts';

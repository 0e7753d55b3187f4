import { getSchema } from '@tiptap/core';
import type { Schema } from '@tiptap/pm/model';
import { canonicalBody } from '../../../record/body.ts';
import { bodyToDoc, type DocNode, docToBody } from './document.ts';
import { schemaExtensions } from './schema.ts';

let schema: Schema | undefined;

/**
 * A body as the editor's document, or null where the editor would change it by holding it: what it cannot give back
 * exactly it must not be asked to write.
 */
export function held(html: string): DocNode | null {
  schema ??= getSchema(schemaExtensions());
  try {
    const doc = bodyToDoc(html);
    schema.nodeFromJSON(doc).check();
    return canonicalBody(docToBody(doc)).html === canonicalBody(html).html ? doc : null;
  } catch {
    return null;
  }
}

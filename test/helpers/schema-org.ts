import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../src/record/release.ts';
import { ROOT } from './places.ts';

export type Node = Record<string, Json>;

/** Of https://schema.org: each type with what it is and has, and the members of enumerations. */
const { types, members } = JSON.parse(readFileSync(join(ROOT, 'test/vectors/schema-org.json'), 'utf8')) as {
  types: Record<string, { is: string[]; has: Record<string, string[]> }>;
  members: Record<string, string[]>;
};

/** Dates, times and durations as ISO 8601 writes them, moments with their offset. */
const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
const MOMENT = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const DURATION = /^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/;

const FORMS: Record<string, (value: Json) => boolean> = {
  Text: (value) => typeof value === 'string' && value.trim() !== '',
  URL: (value) => typeof value === 'string' && /^https?:\/\/\S+$/.test(value) && URL.canParse(value),
  Date: (value) => DATE.test(String(value)),
  DateTime: (value) => MOMENT.test(String(value)) && !Number.isNaN(Date.parse(String(value))),
  Time: (value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(String(value)),
  Duration: (value) => DURATION.test(String(value)),
  Number: Number.isFinite,
  Integer: Number.isInteger,
  Boolean: (value) => typeof value === 'boolean',
};

/** What schema.org would not understand in this node and those in it, a line each. */
export function vocabularyFaults(node: Node, at = String(node['@type'])): string[] {
  const type = String(node['@type']);
  if (!types[type]) return [`${at}: ${type} is no type`];
  return Object.entries(node).flatMap(([name, value]) => {
    if (name === '@type' || name === '@context') return [];
    if (name === '@reverse') return Object.entries(value as Node).flatMap((one) => reverseFaults(type, one, at));
    const takes = taken(type, name);
    if (takes.length === 0) return [`${at}.${name}: unknown of ${type}`];
    return asList(value).flatMap((one) => valueFaults(one, takes, `${at}.${name}`));
  });
}

/** Properties of other nodes, whose value this node is. */
function reverseFaults(type: string, [name, nodes]: [string, Json], at: string): string[] {
  return asList(nodes).flatMap((node) => {
    const takes = taken(String((node as Node)['@type']), name);
    const fits = takes.some((one) => isA(type, one));
    return [...(fits ? [] : [`${at}: no ${name}`]), ...vocabularyFaults(node as Node, `${at}<${name}`)];
  });
}

function valueFaults(value: Json, takes: string[], at: string): string[] {
  if (value !== null && typeof value === 'object') {
    const node = value as Node;
    const fits = takes.some((one) => isA(String(node['@type']), one));
    return [...(fits ? [] : [`${at}: a ${node['@type']}`]), ...vocabularyFaults(node, `${at} ${node['@type']}`)];
  }
  const fits = takes.some((one) => FORMS[one]?.(value) || isMember(value, one));
  return fits ? [] : [`${at}: ${JSON.stringify(value)} is no ${takes.join(' or ')}`];
}

/** An empty list says nothing, and is a fault as null is. */
function asList(value: Json): Json[] {
  return Array.isArray(value) && value.length > 0 ? value : [value];
}

function isMember(value: Json, enumeration: string): boolean {
  return (members[enumeration] ?? []).some((one) => value === `https://schema.org/${one}`);
}

function taken(type: string, property: string): string[] {
  const { is, has } = types[type] ?? { is: [], has: {} };
  return [...(has[property] ?? []), ...is.flatMap((one) => taken(one, property))];
}

export function isA(type: string, other: string): boolean {
  return type === other || (types[type]?.is ?? []).some((one) => isA(one, other));
}

/** This node and every one in it, with the property that holds it. */
export function allNodes(value: Json, property = ''): { node: Node; property: string }[] {
  if (Array.isArray(value)) return value.flatMap((one) => allNodes(one, property));
  if (value === null || typeof value !== 'object') return [];
  const within = Object.entries(value as Node).flatMap(([name, one]) => allNodes(one, name));
  return '@type' in value ? [{ node: value as Node, property }, ...within] : within;
}

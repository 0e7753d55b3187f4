import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { decryptText, encryptText, isEncrypted } from './age.ts';

/** Made by another implementation of age, with the passphrase “a ferry at dawn”. */
const STRANGERS = `-----BEGIN AGE ENCRYPTED FILE-----
YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBIbHZuZiszVzd3NmxIQk1V
dFFsVlF3IDEwCjhxaWoxWUtIUWtCUUcxMngzaFQ2aE9Pd09hSlJNaHA2dlpLVXhn
L0JPT3cKLS0tIDFxMjVFMktaKzB2MnlpL0tnYnFWeTUvWThwSlZxdjhEY1NZVW1H
ZjhOckEKDmxdd8kvjTZz545N6DDikQ84JTO12lhQT9furKFEd3HQBC+nrCzwOqJx
htJjd5UQtH/JnQ==
-----END AGE ENCRYPTED FILE-----
`;
const FAST = 2;

test('a file of another age program is opened', () => {
  assert.equal(decryptText(STRANGERS, 'a ferry at dawn'), 'PRIVATE+KEY+example\n');
});

test('texts and passphrases of any letters come back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', minLength: 1 }), (text, passphrase) => {
      const armor = encryptText(text, passphrase, FAST);
      assert.ok(isEncrypted(armor));
      assert.equal(decryptText(armor, passphrase), text);
    }),
    { numRuns: 50 },
  );
});

test('a wrong passphrase is said in one sentence', () => {
  assert.throws(() => decryptText(STRANGERS, 'a ferry at dusk'), { code: 'PASSPHRASE_WRONG' });
});

test('one altered character is found, wherever it is', () => {
  const lines = encryptText('a key', 'passphrase', FAST).split('\n');
  for (let line = 0; line < lines.length - 1; line++) {
    for (let at = 0; at < lines[line]!.length; at += 5) {
      const altered = [...lines];
      altered[line] = swapped(lines[line]!, at);
      assert.throws(
        () => decryptText(altered.join('\n'), 'passphrase'),
        /KEY_MALFORMED|PASSPHRASE_WRONG|damaged|passphrase/,
      );
    }
  }
});

test('a file that asks for endless work is refused', () => {
  const bytes = Buffer.from(encryptText('a key', 'x', FAST).split('\n').slice(1, -2).join(''), 'base64');
  const greedy = bytes.toString('latin1').replace(/ 2\n/, ' 30\n');
  const armor = `-----BEGIN AGE ENCRYPTED FILE-----\n${Buffer.from(greedy, 'latin1').toString('base64')}\n-----END AGE ENCRYPTED FILE-----\n`;
  assert.throws(() => decryptText(armor, 'x'), { code: 'KEY_MALFORMED', message: /work factor is 30/ });
});

function swapped(line: string, at: number): string {
  return `${line.slice(0, at)}${line[at] === 'A' ? 'B' : 'A'}${line.slice(at + 1)}`;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DaftarError } from '../base/errors.ts';
import { type Call, dataDirOf, portOf } from '../cli.ts';
import { audit } from '../desk/server/audit.ts';
import { type Auth, createAuth, deskSecret, newResetToken, prepareSignIn } from '../desk/server/auth.ts';
import { type Db, openDatabase } from '../desk/server/database.ts';
import { listStaff, type Person, turnTwoFactorOff } from '../desk/server/staff.ts';
import { databaseUrl, pathsOf } from '../newsroom.ts';

/**
 * `daftar let-in ADDRESS`: a way back for somebody whom nobody at the desk can let in, such as an only administrator who
 * has lost phone and recovery codes. Whoever can read the data folder could do as much without it; this leaves a line in
 * the audit log.
 */
export async function letIn(call: Call): Promise<number> {
  const dataDir = dataDirOf(call);
  const email = addressIn(call);
  if (!existsSync(join(pathsOf(dataDir).record, 'log', 'checkpoint'))) throw noNewsroom(dataDir);
  const db = await openDatabase({ file: pathsOf(dataDir).db, url: databaseUrl() });
  try {
    await prepareSignIn(db);
    const person = await personAt(db, email);
    const auth: Auth = createAuth({ db, secret: deskSecret(dataDir), secure: false, async sendReset() {} });
    await turnTwoFactorOff(db, auth, person.id);
    const token = await newResetToken(auth, person.id);
    await audit({ db }, null, 'staff.let-in', `user:${person.id}`, { name: person.name });
    const desk =
      process.env.DAFTAR_DESK_URL?.replace(/\/+$/, '') ?? `http://localhost:${portOf(call, 4001, 'desk-port')}`;
    call.print(
      `${person.name} is signed out everywhere, and two-factor is off. This link, good once and for an hour, sets a new password:\n  ${desk}/reset?token=${token}`,
    );
    return 0;
  } finally {
    await db.destroy();
  }
}

function addressIn({ words }: Call): string {
  const [email, ...others] = words;
  if (email && others.length === 0) return email.toLowerCase();
  throw new DaftarError('USAGE', 'One e-mail address is needed.', 'Read "daftar let-in --help".');
}

/** @throws DaftarError NOT_FOUND, DISABLED */
async function personAt(db: Db, email: string): Promise<Person> {
  const person = (await listStaff(db)).find((one) => one.email === email);
  if (!person) {
    throw new DaftarError('NOT_FOUND', `Nobody at this desk has the address ${email}.`, 'Check how it is spelt.');
  }
  if (person.disabled === null) return person;
  throw new DaftarError(
    'DISABLED',
    `${person.name} was disabled by an administrator.`,
    'An administrator can enable them again.',
  );
}

function noNewsroom(dataDir: string): DaftarError {
  return new DaftarError('NO_RECORD', `There is no newsroom in ${dataDir}.`, 'Name another folder with --data.');
}

/** What became of one address. */
export interface Answer {
  /** `moved` answers, elsewhere; `unsure` may answer readers, or another time; `dead` is gone. */
  state: 'alive' | 'moved' | 'unsure' | 'dead';
  status: number | null;
  /** Where redirects led. */
  to: string | null;
  /** Why it is not alive, as one clause. */
  why: string;
}

/** How often, how long and under which name others' servers are asked. */
export interface Manners {
  /** Between two requests to one host, in milliseconds. */
  pause: number;
  /** Hosts that are asked at the same time. */
  atOnce: number;
  /** For one answer, in milliseconds. */
  timeout: number;
  agent: string;
}

const REDIRECTS = 10;
/** Statuses of servers that may well answer somebody else, or another time. */
const UNSURE = new Set([401, 402, 403, 405, 406, 407, 408, 425, 429, 451]);
const MOST_BYTES = 2_000_000;

/** Asks for each address: one host's one after the other, several hosts at the same time. */
export async function askAll(
  addresses: string[],
  manners: Manners,
  told: (done: number) => void = () => {},
): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  const hosts = [...Map.groupBy(addresses, (address) => new URL(address).host).values()];
  const work = async () => {
    for (let queue = hosts.shift(); queue; queue = hosts.shift()) {
      for (const [index, address] of queue.entries()) {
        if (index > 0) await pause(manners.pause);
        answers.set(address, await ask(address, manners));
        told(answers.size);
      }
    }
  };
  await Promise.all(Array.from({ length: manners.atOnce }, work));
  return answers;
}

/** Without the page itself first; a server that does not like that is asked as a browser asks. */
export async function ask(address: string, manners: Manners): Promise<Answer> {
  if (isOnion(address)) return { state: 'unsure', status: null, to: null, why: 'it is reached through Tor only' };
  const first = await follow(address, 'HEAD', manners);
  if (first.state === 'alive' || first.state === 'moved' || first.status === 429 || isNameless(first)) return first;
  await pause(manners.pause);
  return follow(address, 'GET', manners);
}

/** The page at an address, where redirects led, and its text; null where there is none to be had. */
export async function read(
  address: string,
  manners: Manners,
): Promise<{ answer: Answer; page: { address: string; text: string } | null }> {
  if (isOnion(address)) return { answer: await ask(address, manners), page: null };
  let text = '';
  const answer = await follow(address, 'GET', manners, async (response) => {
    text = await beginningOf(response);
  });
  const isThere = answer.state === 'alive' || answer.state === 'moved';
  return { answer, page: isThere ? { address: answer.to ?? address, text } : null };
}

async function follow(
  address: string,
  method: 'HEAD' | 'GET',
  { timeout, agent }: Manners,
  use: (response: Response) => Promise<void> = async () => {},
): Promise<Answer> {
  let at = address;
  const been = new Set<string>();
  const to = () => (at === address ? null : at);
  try {
    while (been.size <= REDIRECTS && !been.has(at)) {
      been.add(at);
      const response = await fetch(at, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeout),
        headers: { 'user-agent': agent, accept: 'text/html,*/*;q=0.8' },
      });
      const next = redirectOf(response, at);
      if (!next && response.ok) await use(response);
      await response.body?.cancel().catch(() => {});
      if (!next) return judged(response.status, to());
      if (!/^https?:$/.test(new URL(next).protocol))
        return { state: 'unsure', status: response.status, to: next, why: 'it leads out of the web' };
      at = next;
    }
    return { state: 'dead', status: null, to: to(), why: 'it leads on without end' };
  } catch (error) {
    return failed(error, to());
  }
}

function redirectOf(response: Response, at: string): string | null {
  const location = response.headers.get('location');
  if (![301, 302, 303, 307, 308].includes(response.status) || !location || !URL.canParse(location, at)) return null;
  return new URL(location, at).href;
}

function judged(status: number, to: string | null): Answer {
  if (status >= 200 && status < 300) return { state: to ? 'moved' : 'alive', status, to, why: '' };
  const why = `it answers with ${status}`;
  return { state: status >= 500 || status < 400 || UNSURE.has(status) ? 'unsure' : 'dead', status, to, why };
}

const REASONS: Record<string, Pick<Answer, 'state' | 'why'>> = {
  ENOTFOUND: { state: 'dead', why: 'there is no such host' },
  ECONNREFUSED: { state: 'dead', why: 'nothing answers there' },
  EAI_AGAIN: { state: 'unsure', why: 'its name could not be asked for' },
  ENETUNREACH: { state: 'unsure', why: 'the network does not reach it' },
  CERT_HAS_EXPIRED: { state: 'unsure', why: 'its certificate has run out' },
};

function failed(error: unknown, to: string | null): Answer {
  const { name, cause } = error as Error & { cause?: { code?: string } };
  const code = cause?.code ?? '';
  const known = REASONS[code];
  if (known) return { ...known, status: null, to };
  const why = name === 'TimeoutError' ? 'it does not answer in time' : `it cannot be asked (${code || name})`;
  return { state: 'unsure', status: null, to, why };
}

/** What asking again would not change. */
function isNameless({ why }: Answer): boolean {
  return Object.values(REASONS).some((reason) => reason.why === why);
}

/** Whether no answer says anything of the other side: it is this machine that has no network. */
export function isOffline(answers: Iterable<Answer>): boolean {
  const all = [...answers].filter(({ why }) => why !== 'it is reached through Tor only');
  const ours = [REASONS.EAI_AGAIN!.why, REASONS.ENETUNREACH!.why];
  return all.length > 0 && all.every(({ why }) => ours.includes(why));
}

async function beginningOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    size += part.length;
    if (size > MOST_BYTES) break;
  }
  return Buffer.concat(parts).toString('utf8');
}

function isOnion(address: string): boolean {
  return new URL(address).hostname.endsWith('.onion');
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** What the server counts of itself, in the text form that Prometheus reads (exposition format 0.0.4). */
export interface Metrics {
  observe(method: string, status: number, seconds: number): void;
  sent(bytes: number): void;
  text(cache: { hits: number; misses: number; bytes: number; entries: number }): string;
}

const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30];

export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  const buckets = new Array<number>(BUCKETS.length + 1).fill(0);
  let seconds = 0;
  let bytesSent = 0;

  return {
    observe(method, status, duration) {
      // Any word can stand as a method: unknown ones must not each become a series.
      const known = method === 'GET' || method === 'HEAD' ? method : 'other';
      const labels = `method="${known}",status="${Math.floor(status / 100)}xx"`;
      requests.set(labels, (requests.get(labels) ?? 0) + 1);
      const place = BUCKETS.findIndex((limit) => duration <= limit);
      buckets[place === -1 ? BUCKETS.length : place]! += 1;
      seconds += duration;
    },
    sent(bytes) {
      bytesSent += bytes;
    },
    text(cache) {
      return [
        ...series('daftar_http_requests_total', 'counter', 'Requests answered.', requests),
        ...single('daftar_http_sent_bytes_total', 'counter', 'Bytes of bodies sent.', bytesSent),
        ...histogram(buckets, seconds),
        ...single('daftar_cache_hits_total', 'counter', 'Files found in memory.', cache.hits),
        ...single('daftar_cache_misses_total', 'counter', 'Files looked for on disk.', cache.misses),
        ...single('daftar_cache_bytes', 'gauge', 'Bytes held in memory, compressed copies included.', cache.bytes),
        ...single('daftar_cache_entries', 'gauge', 'Files held in memory.', cache.entries),
        ...single('process_resident_memory_bytes', 'gauge', 'Memory of the process.', process.memoryUsage.rss()),
        ...single('process_uptime_seconds', 'gauge', 'Age of the process.', Math.round(process.uptime())),
        '',
      ].join('\n');
    },
  };
}

function single(name: string, type: string, help: string, value: number): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, `${name} ${value}`];
}

function series(name: string, type: string, help: string, values: Map<string, number>): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...[...values].map(([labels, value]) => `${name}{${labels}} ${value}`),
  ];
}

function histogram(buckets: number[], sum: number): string[] {
  const name = 'daftar_http_request_seconds';
  let total = 0;
  const rows = buckets.map((count, place) => {
    total += count;
    return `${name}_bucket{le="${BUCKETS[place] ?? '+Inf'}"} ${total}`;
  });
  return [
    `# HELP ${name} Time from request to end of answer.`,
    `# TYPE ${name} histogram`,
    ...rows,
    `${name}_sum ${sum}`,
    `${name}_count ${total}`,
  ];
}

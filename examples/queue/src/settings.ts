/** What a process of this example is told by the one that starts it. */
export interface Settings {
  readonly port: number;
  readonly secret: string;
  readonly redisUrl: string;
  readonly postgresUrl: string;
}

/** Read from the environment of a process. */
export function settings(): Settings {
  const { PORT = '', VORTEX_WEBHOOK_SECRET = '', REDIS_URL = '', DATABASE_URL = '' } = process.env;
  return { port: Number(PORT), secret: VORTEX_WEBHOOK_SECRET, redisUrl: REDIS_URL, postgresUrl: DATABASE_URL };
}

/** As the environment of a process. */
export function environment({ port, secret, redisUrl, postgresUrl }: Settings): Record<string, string> {
  return { PORT: String(port), VORTEX_WEBHOOK_SECRET: secret, REDIS_URL: redisUrl, DATABASE_URL: postgresUrl };
}

import { connection } from 'next/server';

/** Microseconds of CPU time that the server has used. */
export async function GET(): Promise<Response> {
  await connection();
  const { user, system } = process.cpuUsage();
  return Response.json(user + system);
}

import type { FeedEntry } from '@vortex/example-web/feed-entry';
import { currentPerson } from '../../lib/session.ts';
import { feed, team } from '../../lib/state.ts';

/** The webhooks as server-sent events; the stream stays open until the page goes away. */
export async function GET(request: Request): Promise<Response> {
  const person = await currentPerson();
  if (!person) return Response.json({ error: 'Sign in first.' }, { status: 401 });
  const maySee = (entry: FeedEntry): boolean => team.role(person.id) !== undefined || entry.email === person.email;

  const text = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      // A comment, so that the browser knows at once that it is connected.
      controller.enqueue(text.encode(': open\n\n'));
      const seen = Number(request.headers.get('last-event-id') ?? 0);
      const stop = feed.listen(seen, (entry) => {
        if (maySee(entry)) controller.enqueue(text.encode(`id: ${entry.number}\ndata: ${JSON.stringify(entry)}\n\n`));
      });
      request.signal.addEventListener('abort', () => {
        stop();
        controller.close();
      });
    },
  });
  return new Response(stream, {
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}

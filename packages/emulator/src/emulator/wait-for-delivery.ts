import type { Delivery } from '../cloud/webhooks/delivery.ts';
import type { Webhooks } from '../cloud/webhooks/webhooks.ts';
import { EmulatorError } from '../shared/emulator-error.ts';

/** Resolves with the first matching delivery with a 2xx response, before or after the call. */
export function waitForDelivery(
  webhooks: Webhooks,
  which: string | ((delivery: Delivery) => boolean) = () => true,
  timeout: number,
): Promise<Delivery> {
  const fits = (delivery: Delivery): boolean =>
    delivery.status === 'delivered' && (typeof which === 'string' ? delivery.type === which : which(delivery));
  return new Promise((resolve, reject) => {
    const already = webhooks.deliveries.find(fits);
    if (already) return resolve(already);
    const timer = setTimeout(() => {
      stop();
      const wanted = typeof which === 'string' ? which : 'such an event';
      reject(new EmulatorError('timeout', `No delivery of ${wanted} within ${timeout} ms. ${soFar(webhooks, which)}`));
    }, timeout);
    const stop = webhooks.observe((delivery) => {
      try {
        if (!fits(delivery)) return;
        resolve(delivery);
      } catch (error) {
        reject(error);
      }
      clearTimeout(timer);
      stop();
    });
  });
}

function soFar(webhooks: Webhooks, which: unknown): string {
  const { deliveries, endpoints } = webhooks;
  if (endpoints.length === 0) return 'There is no webhook endpoint; add one with addWebhook({ url }).';
  if (typeof which === 'string' && !webhooks.wanted(which, false) && !webhooks.wanted(which, true))
    return "No webhook endpoint gets it; add it to an endpoint's `events`, or leave them out for every webhook type.";
  if (deliveries.length === 0) return 'Nothing has been sent yet.';
  const lines = deliveries.slice(-10).map(({ type, url, status, attempts }) => {
    const last = attempts.at(-1);
    return `${type} to ${url}: ${status}${last ? ` (${last.status ?? last.error})` : ''}`;
  });
  return `The latest: ${lines.join('; ')}.`;
}

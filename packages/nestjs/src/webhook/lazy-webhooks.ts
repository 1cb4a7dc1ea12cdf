import { VortexConfigError, type VortexWebhookOptions, VortexWebhooks } from '@vortex/core';

/**
 * A `VortexWebhooks` to inject, whose secret is read when it is first used: an app that only signs tokens needs none.
 */
export function lazyWebhooks<Req>(secret: VortexWebhookOptions<Req>['secret']): VortexWebhooks {
  let made: VortexWebhooks | undefined;
  const webhooks = (): VortexWebhooks => {
    if (typeof secret === 'function') {
      throw new VortexConfigError(
        'invalid_option',
        'The webhook secret is a function of the request, so there is no VortexWebhooks to inject. Create one with the secret you need.',
      );
    }
    made ??= new VortexWebhooks({ secret });
    return made;
  };
  const lazy: object = Object.create(VortexWebhooks.prototype, {
    verifySignature: { get: () => bound(webhooks(), 'verifySignature') },
    constructEvent: { get: () => bound(webhooks(), 'constructEvent') },
    handleEvent: { get: () => bound(webhooks(), 'handleEvent') },
  });
  return lazy as VortexWebhooks;
}

function bound<Name extends keyof VortexWebhooks>(webhooks: VortexWebhooks, name: Name): VortexWebhooks[Name] {
  return webhooks[name].bind(webhooks) as VortexWebhooks[Name];
}

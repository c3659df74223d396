import type { StageConfig } from '../config.ts';

/** What whoever places orders is told of its stage, as `CHECKOUT_SETTINGS`: its tables, its providers, and where payments return to. */
export const checkoutSettings = (config: StageConfig): string =>
  JSON.stringify({
    currency: config.currency,
    taxRates: config.taxRates,
    shippingRates: config.shippingRates,
    returnOrigins: [...config.origins, ...(config.publicUrls.web ? [new URL(config.publicUrls.web).origin] : [])],
    providers: config.paymentProviders,
  });

import { type VARIABLE_LAYERS, type VariableLayer } from '@sdp/protocol';

/** Lowest first; the compiler holds it equal to the protocol's. */
export const LAYERS: typeof VARIABLE_LAYERS = ['environment', 'sandbox', 'instance', 'routes', 'platform'];

export const LAYER_WORDS: Readonly<Record<VariableLayer, string>> = {
  environment: 'environment',
  sandbox: 'sandbox',
  instance: 'service',
  routes: 'routes',
  platform: 'platform',
};

import { findBrowser } from './packages.mjs';

/**
 * What tests and benches that use real parts are told about this machine.
 *
 * @param {import('./settings.mjs').Settings} settings
 * @param {import('./base-images.mjs').BaseImageNames} images
 */
export function testEnvironment({ engineSocket }, images) {
  return {
    SDP_TEST_GO_IMAGE: images.go,
    SDP_TEST_PHP_IMAGE: images.php,
    SDP_TEST_ENGINE_SOCKET: engineSocket,
    SDP_TEST_BROWSER: findBrowser() ?? '',
  };
}

<?php

declare(strict_types=1);

namespace Example\ServiceRoutes;

/** Addresses of services, as the environment names them: `<service>_url`. */
final class ServiceRoutes
{
    /** The address without a slash at its end, or null for a service that has none. */
    public function targetOf(string $service): ?string
    {
        if (preg_match('/^[a-z][a-z0-9-]*$/', $service) !== 1) {
            return null;
        }
        $target = getenv(self::variableOf($service));

        return is_string($target) && $target !== '' ? rtrim($target, '/') : null;
    }

    public static function variableOf(string $service): string
    {
        return str_replace('-', '_', $service) . '_url';
    }
}

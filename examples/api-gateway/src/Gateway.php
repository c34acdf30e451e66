<?php

declare(strict_types=1);

namespace Example\Gateway;

use Example\ServiceRoutes\ServiceRoutes;

/** `/health` is its own; `/<service>/<path>` goes to the service. */
final class Gateway
{
    /** The one line that the branches of this repository change. */
    public const VERSION = 'main';

    public function __construct(
        private readonly ServiceRoutes $routes,
        private readonly Upstream $upstream,
    ) {
    }

    public function answer(Request $request): Response
    {
        if ($request->path === '/health') {
            return Response::json(200, ['status' => 'ok', 'version' => self::VERSION]);
        }

        [$service, $path] = explode('/', ltrim($request->path, '/'), 2) + ['', ''];
        $target = $this->routes->targetOf($service);
        if ($target === null) {
            return $this->unknownService($service);
        }

        $url = "$target/$path" . ($request->query === '' ? '' : "?$request->query");

        return $this->upstream->send($url, $request) ?? $this->unreachable($service, $target);
    }

    private function unknownService(string $service): Response
    {
        $variable = ServiceRoutes::variableOf($service);

        return Response::json(404, ['error' => "no service '$service': the variable $variable is not set"]);
    }

    private function unreachable(string $service, string $target): Response
    {
        return Response::json(502, ['error' => "service '$service' did not answer at $target"]);
    }
}

<?php

declare(strict_types=1);

namespace Example\Gateway;

/** What a client asked for. */
final class Request
{
    public function __construct(
        public readonly string $method,
        public readonly string $path,
        public readonly string $query,
        public readonly string $body,
        public readonly string $contentType,
        public readonly string $sandbox,
    ) {
    }

    public static function fromServer(): self
    {
        $uri = explode('?', $_SERVER['REQUEST_URI'] ?? '/', 2);

        return new self(
            $_SERVER['REQUEST_METHOD'] ?? 'GET',
            $uri[0],
            $uri[1] ?? '',
            (string) file_get_contents('php://input'),
            $_SERVER['CONTENT_TYPE'] ?? '',
            $_SERVER['HTTP_X_SANDBOX'] ?? '',
        );
    }
}

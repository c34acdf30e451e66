<?php

declare(strict_types=1);

namespace Example\Gateway;

/** What a client is answered. */
final class Response
{
    public function __construct(
        public readonly int $status,
        public readonly string $body,
        public readonly string $contentType = 'application/json',
    ) {
    }

    /** @param array<string, mixed> $value */
    public static function json(int $status, array $value): self
    {
        return new self($status, json_encode($value, JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR) . "\n");
    }

    public function send(): void
    {
        http_response_code($this->status);
        header('Content-Type: ' . $this->contentType);
        echo $this->body;
    }
}

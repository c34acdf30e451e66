<?php

declare(strict_types=1);

namespace Example\Gateway;

/** Sends a request on to a service. Needs no extension: PHP's own http stream. */
final class Upstream
{
    private const TIMEOUT_SECONDS = 10;

    /** Null when the service gave no answer. */
    public function send(string $url, Request $request): ?Response
    {
        $body = @file_get_contents($url, false, $this->context($request));
        if ($body === false) {
            return null;
        }

        return new Response(
            $this->statusIn($http_response_header),
            $body,
            $this->contentTypeIn($http_response_header),
        );
    }

    /** @return resource */
    private function context(Request $request)
    {
        $headers = ['Accept: application/json', 'Connection: close'];
        if ($request->sandbox !== '') {
            $headers[] = 'X-Sandbox: ' . $request->sandbox;
        }
        if ($request->body !== '') {
            $headers[] = 'Content-Type: ' . $request->contentType;
        }

        return stream_context_create(['http' => [
            'method' => $request->method,
            'header' => $headers,
            'content' => $request->body,
            'timeout' => self::TIMEOUT_SECONDS,
            'ignore_errors' => true,
            'follow_location' => 0,
        ]]);
    }

    /** @param list<string> $headers */
    private function statusIn(array $headers): int
    {
        return preg_match('#^HTTP/\S+ (\d{3})#', $headers[0] ?? '', $found) === 1 ? (int) $found[1] : 502;
    }

    /** @param list<string> $headers */
    private function contentTypeIn(array $headers): string
    {
        foreach ($headers as $header) {
            if (stripos($header, 'Content-Type:') === 0) {
                return trim(substr($header, strlen('Content-Type:')));
            }
        }

        return 'application/octet-stream';
    }
}

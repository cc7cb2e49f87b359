<?php

declare(strict_types=1);

namespace Paygent\Examples\Tour;

use RuntimeException;

/** A buyer's browser without a screen: opens pages, sends their forms, stops when it is sent back to the shop. */
final class Browser
{
    private string $body = '';
    /** Where the last page sent the browser: an address of the shop, empty while it is at Paygent. */
    public string $sentTo = '';

    /** @param string $home where the buyers' pages of the local Paygent are */
    public function __construct(private readonly string $home) {}

    public function open(string $url): self
    {
        return $this->ask($url, null);
    }

    /** Shows a document that a shop hands on as it got it from Paygent. */
    public function show(string $html): self
    {
        $this->body = $html;
        $this->sentTo = '';

        return $this;
    }

    /**
     * Sends the form whose address ends so, hidden fields included.
     *
     * @param array<string, string> $typed what the buyer types and presses
     */
    public function send(string $address, array $typed = []): self
    {
        preg_match_all('/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/s', $this->body, $forms, PREG_SET_ORDER);
        foreach ($forms as [, $action, $inside]) {
            $action = html_entity_decode($action);
            if (str_ends_with($action, $address)) {
                $url = str_starts_with($action, '/') ? $this->home . $action : $action;

                return $this->ask($url, http_build_query($typed + self::hidden($inside)));
            }
        }
        throw new RuntimeException("no form to $address on this page:\n" . strip_tags($this->body));
    }

    /** A parameter of the address that the browser was sent to. */
    public function parameter(string $name): string
    {
        parse_str((string) parse_url($this->sentTo, PHP_URL_QUERY), $parameters);
        $value = $parameters[$name] ?? '';

        return is_string($value) ? $value : '';
    }

    /** The value of an attribute, wherever it is on the page. */
    public function attribute(string $name): string
    {
        return preg_match("/\\b$name=\"([^\"]*)\"/", $this->body, $found) === 1 ? html_entity_decode($found[1]) : '';
    }

    /** @param array<string, string> $fields */
    public function post(string $path, array $fields): string
    {
        $this->ask($this->home . $path, http_build_query($fields));

        return $this->body;
    }

    private function ask(string $url, ?string $form): self
    {
        $context = stream_context_create(['http' => [
            'method' => $form === null ? 'GET' : 'POST',
            'header' => 'Content-Type: application/x-www-form-urlencoded',
            'content' => (string) $form,
            'follow_location' => 0,
            'ignore_errors' => true,
        ]]);
        $stream = fopen($url, 'rb', false, $context);
        if ($stream === false) {
            throw new RuntimeException("no answer from $url");
        }
        /** @var list<string> $head */
        $head = stream_get_meta_data($stream)['wrapper_data'] ?? [];
        $this->body = (string) stream_get_contents($stream);
        $this->sentTo = '';
        foreach ($head as $line) {
            if (stripos($line, 'location: ') === 0) {
                $this->sentTo = substr($line, 10);
            }
        }

        return str_starts_with($this->sentTo, $this->home . '/') ? $this->open($this->sentTo) : $this;
    }

    /** @return array<string, string> */
    private static function hidden(string $form): array
    {
        preg_match_all('/<input\b[^>]*\btype="hidden"[^>]*>/', $form, $inputs);
        $fields = [];
        foreach ($inputs[0] as $input) {
            $attribute = static fn (string $name): string
                => preg_match("/\\b$name=\"([^\"]*)\"/", $input, $found) === 1 ? html_entity_decode($found[1]) : '';
            $fields[$attribute('name')] = $attribute('value');
        }

        return $fields;
    }
}

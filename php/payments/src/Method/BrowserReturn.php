<?php

declare(strict_types=1);

namespace Paygent\Payments\Method;

/** What a browser, or Paygent itself, brought to the return address: all of it untrusted. */
final class BrowserReturn
{
    /**
     * @param string $door which return address was called: the name given to ReturnUrls::to()
     * @param array<string, string> $fields GET and POST fields
     * @param array<string, string> $carried what the method sealed into the address (card token …)
     */
    public function __construct(
        public readonly string $door,
        #[\SensitiveParameter]
        public readonly array $fields,
        #[\SensitiveParameter]
        public readonly array $carried = [],
    ) {}

    public function get(string $field): string
    {
        return $this->fields[$field] ?? '';
    }

    /** @return array<string, string> */
    public function __debugInfo(): array
    {
        return ['door' => $this->door];
    }
}

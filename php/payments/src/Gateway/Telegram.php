<?php

declare(strict_types=1);

namespace Paygent\Payments\Gateway;

/** A telegram to send: kind and fields in UTF-8, without the account's credentials. */
final class Telegram
{
    /**
     * @param string $kind three-digit telegram kind, e.g. "020"
     * @param array<string, string|int> $fields
     */
    public function __construct(
        public readonly string $kind,
        #[\SensitiveParameter]
        public readonly array $fields = [],
    ) {}

    /** @return array{kind: string, fields: list<string>} names only: values may be card tokens or names */
    public function __debugInfo(): array
    {
        return ['kind' => $this->kind, 'fields' => array_keys($this->fields)];
    }
}

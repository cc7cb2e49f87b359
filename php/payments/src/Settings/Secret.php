<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/**
 * A password or hash key: only reveal() shows it.
 *
 * The value is not a property, so that no dump, cast, export or error page can print it.
 */
final class Secret implements \JsonSerializable
{
    /** @var \WeakMap<self, string>|null */
    private static ?\WeakMap $values = null;

    public function __construct(#[\SensitiveParameter] string $value)
    {
        self::values()[$this] = $value;
    }

    /** The value itself, for the telegram, the page or the hash it is needed in. */
    public function reveal(): string
    {
        return self::values()[$this];
    }

    public function isEmpty(): bool
    {
        return $this->reveal() === '';
    }

    /** Compares in constant time. */
    public function equals(self $other): bool
    {
        return hash_equals($this->reveal(), $other->reveal());
    }

    public function jsonSerialize(): string
    {
        return '***';
    }

    /** @return array<string, string> */
    public function __debugInfo(): array
    {
        return ['value' => '***'];
    }

    /** @return array<string, string> */
    public function __serialize(): array
    {
        throw new \LogicException('A secret is not serialized.');
    }

    /** @param array<string, string> $data */
    public function __unserialize(array $data): void
    {
        throw new \LogicException('A secret is not serialized.');
    }

    /** @return \WeakMap<self, string> */
    private static function values(): \WeakMap
    {
        return self::$values ??= new \WeakMap();
    }

    private function __clone() {}
}

<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/**
 * The keys that seal secrets: the first one seals, all of them open. One key, or two while they are
 * being rotated (design-payments "Settings").
 *
 * Text form, for a file or an environment variable: `id:base64` of 32 bytes, separated by line breaks
 * or commas; lines beginning with # are comments.
 */
final class Keyring
{
    public const KEY_BYTES = SODIUM_CRYPTO_AEAD_XCHACHA20POLY1305_IETF_KEYBYTES;

    /** @param non-empty-array<array-key, Secret> $keys by id */
    private function __construct(private readonly array $keys) {}

    /** A ring with one new key. */
    public static function generate(): self
    {
        return new self(self::newKey());
    }

    /** @throws KeyProblem naming the line, never the key */
    public static function fromText(#[\SensitiveParameter] string $text): self
    {
        $keys = [];
        $lines = preg_split('/[\r\n]+/', $text);
        foreach ($lines === false ? [] : $lines as $line) {
            foreach (str_starts_with(ltrim($line), '#') ? [] : explode(',', $line) as $entry) {
                if (trim($entry) !== '') {
                    $keys += self::entry(trim($entry), \count($keys) + 1);
                }
            }
        }

        return $keys === [] ? throw new KeyProblem('There is no key.') : new self($keys);
    }

    public function toText(): string
    {
        $text = '';
        foreach ($this->keys as $id => $key) {
            $text .= $id . ':' . base64_encode($key->reveal()) . "\n";
        }

        return $text;
    }

    /** Id of the key that seals. */
    public function currentId(): string
    {
        return (string) array_key_first($this->keys);
    }

    /** The key of this id; null when it is lost. */
    public function find(string $id): ?Secret
    {
        return $this->keys[$id] ?? null;
    }

    /**
     * A key of its own for another purpose. Made from the oldest key: it changes when that one is dropped,
     * not when a new one comes.
     */
    public function derived(string $purpose): Secret
    {
        $oldest = $this->keys[array_key_last($this->keys)];

        return new Secret(hash_hmac('sha256', $purpose, $oldest->reveal(), true));
    }

    /**
     * With a new key in front; the old one still opens what it sealed.
     *
     * @throws KeyProblem while there are two keys: reseal and drop the old one first
     */
    public function rotated(): self
    {
        if (\count($this->keys) > 1) {
            throw new KeyProblem('There are two keys already: seal everything anew and drop the old one first.');
        }

        return new self(self::newKey() + $this->keys);
    }

    /** With the sealing key only. */
    public function withoutOld(): self
    {
        $id = array_key_first($this->keys);

        return new self([$id => $this->keys[$id]]);
    }

    /** @return array<array-key, Secret> */
    private static function entry(#[\SensitiveParameter] string $entry, int $number): array
    {
        [$id, $encoded] = explode(':', $entry, 2) + [1 => ''];
        $key = base64_decode($encoded, true);
        if (preg_match('/\A[a-z0-9]{1,32}\z/', $id) !== 1 || $key === false || \strlen($key) !== self::KEY_BYTES) {
            throw new KeyProblem(\sprintf('Key number %d is not "id:base64 of %d bytes".', $number, self::KEY_BYTES));
        }

        return [$id => new Secret($key)];
    }

    /** @return non-empty-array<array-key, Secret> */
    private static function newKey(): array
    {
        return ['k' . bin2hex(random_bytes(4)) => new Secret(random_bytes(self::KEY_BYTES))];
    }
}

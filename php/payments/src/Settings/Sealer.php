<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/**
 * Seals secrets with XChaCha20-Poly1305 (design-payments "Settings"). A sealed value is
 * `1.<key id>.<base64url of nonce and ciphertext>`, bound to its account and field: moved to another
 * row or column it does not open.
 */
final class Sealer
{
    private const FORM = '1';

    private const NONCE_BYTES = SODIUM_CRYPTO_AEAD_XCHACHA20POLY1305_IETF_NPUBBYTES;

    public function __construct(private readonly Keyring $keys) {}

    public function seal(Secret $secret, string $accountId, string $field): string
    {
        $keyId = $this->keys->currentId();
        $nonce = random_bytes(self::NONCE_BYTES);
        $sealed = sodium_crypto_aead_xchacha20poly1305_ietf_encrypt(
            $secret->reveal(),
            self::binding($keyId, $accountId, $field),
            $nonce,
            $this->key($keyId, $field)->reveal(),
        );

        return self::FORM . '.' . $keyId . '.'
            . sodium_bin2base64($nonce . $sealed, SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING);
    }

    /**
     * @throws KeyLost when its key is not in the ring
     * @throws SealBroken when it was changed, or belongs to another account or field
     */
    public function open(string $sealed, string $accountId, string $field): Secret
    {
        [$keyId, $bytes] = self::parts($sealed, $field);
        $plain = sodium_crypto_aead_xchacha20poly1305_ietf_decrypt(
            substr($bytes, self::NONCE_BYTES),
            self::binding($keyId, $accountId, $field),
            substr($bytes, 0, self::NONCE_BYTES),
            $this->key($keyId, $field)->reveal(),
        );

        return $plain === false ? throw new SealBroken($field) : new Secret($plain);
    }

    /**
     * The same secret under the current key; the value itself when it is sealed with that already.
     *
     * @throws KeyLost
     * @throws SealBroken
     */
    public function reseal(string $sealed, string $accountId, string $field): string
    {
        $secret = $this->open($sealed, $accountId, $field);

        return self::parts($sealed, $field)[0] === $this->keys->currentId()
            ? $sealed
            : $this->seal($secret, $accountId, $field);
    }

    private function key(string $keyId, string $field): Secret
    {
        return $this->keys->find($keyId) ?? throw new KeyLost($keyId, $field);
    }

    /** @return array{string, string} key id, and nonce with ciphertext */
    private static function parts(string $sealed, string $field): array
    {
        $parts = explode('.', $sealed);
        if (\count($parts) !== 3 || $parts[0] !== self::FORM) {
            throw new SealBroken($field);
        }
        try {
            $bytes = sodium_base642bin($parts[2], SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING);
        } catch (\SodiumException) {
            throw new SealBroken($field);
        }
        if (\strlen($bytes) < self::NONCE_BYTES + SODIUM_CRYPTO_AEAD_XCHACHA20POLY1305_IETF_ABYTES) {
            throw new SealBroken($field);
        }

        return [$parts[1], $bytes];
    }

    /** Length before each part: no two (key, account, field) read the same. */
    private static function binding(string $keyId, string $accountId, string $field): string
    {
        $text = 'paygent-settings-' . self::FORM;
        foreach ([$keyId, $accountId, $field] as $part) {
            $text .= "\n" . \strlen($part) . ':' . $part;
        }

        return $text;
    }
}

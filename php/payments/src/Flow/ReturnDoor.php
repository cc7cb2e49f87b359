<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Settings\Secret;

/**
 * Seals and opens the addresses at which a browser, or Paygent itself, comes back to an attempt. The
 * token says which attempt, which door and which leg, and carries what the method needs then; it is
 * the only key: no session, no cookie.
 */
final class ReturnDoor
{
    public const PARAMETER = 'paygent';

    /**
     * @param string $baseUrl the shop's return address, e.g. "https://shop.example/paygent/return"
     * @param Secret $key 32 bytes
     */
    public function __construct(private readonly string $baseUrl, private readonly Secret $key)
    {
        if (\strlen($key->reveal()) !== \SODIUM_CRYPTO_AEAD_XCHACHA20POLY1305_IETF_KEYBYTES) {
            throw new \InvalidArgumentException('the key of return addresses has 32 bytes');
        }
    }

    /** The addresses of one leg. */
    public function leg(string $attemptId): ReturnLeg
    {
        return new ReturnLeg($this, $attemptId, bin2hex(random_bytes(16)));
    }

    /** @param array<string, string> $carry */
    public function url(string $attemptId, string $door, string $leg, #[\SensitiveParameter] array $carry): string
    {
        $plain = json_encode([$attemptId, $door, $leg, $carry], \JSON_THROW_ON_ERROR);
        $nonce = random_bytes(\SODIUM_CRYPTO_AEAD_XCHACHA20POLY1305_IETF_NPUBBYTES);
        $sealed = sodium_crypto_aead_xchacha20poly1305_ietf_encrypt($plain, self::PARAMETER, $nonce, $this->key->reveal());
        $token = sodium_bin2base64($nonce . $sealed, \SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING);

        return $this->baseUrl . (str_contains($this->baseUrl, '?') ? '&' : '?') . self::PARAMETER . '=' . $token;
    }

    /** Null for a token that this shop did not make. */
    public function open(string $token): ?OpenedReturn
    {
        try {
            $bytes = sodium_base642bin($token, \SODIUM_BASE64_VARIANT_URLSAFE_NO_PADDING);
            $nonce = substr($bytes, 0, \SODIUM_CRYPTO_AEAD_XCHACHA20POLY1305_IETF_NPUBBYTES);
            $plain = sodium_crypto_aead_xchacha20poly1305_ietf_decrypt(
                substr($bytes, \strlen($nonce)),
                self::PARAMETER,
                $nonce,
                $this->key->reveal(),
            );
        } catch (\SodiumException) {
            return null;
        }
        $parts = $plain === false ? null : json_decode($plain, true);
        if (!\is_array($parts) || \count($parts) !== 4) {
            return null;
        }
        [$attemptId, $door, $leg, $carry] = array_values($parts);
        if (!\is_string($attemptId) || !\is_string($door) || !\is_string($leg) || !\is_array($carry)) {
            return null;
        }
        $texts = [];
        foreach ($carry as $key => $value) {
            $texts[(string) $key] = \is_scalar($value) ? (string) $value : '';
        }

        return new OpenedReturn($attemptId, $door, ReturnLeg::hash($leg), $texts);
    }
}

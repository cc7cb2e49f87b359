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
    public const PARAMETER = 'pg';

    /** A first byte that says: the length follows in two. */
    private const LONG = 255;

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
        $parts = [$attemptId, $door, (string) hex2bin($leg)];
        foreach ($carry as $name => $value) {
            array_push($parts, (string) $name, $value);
        }
        $nonce = random_bytes(\SODIUM_CRYPTO_AEAD_XCHACHA20POLY1305_IETF_NPUBBYTES);
        $sealed = sodium_crypto_aead_xchacha20poly1305_ietf_encrypt(self::packed($parts), self::PARAMETER, $nonce, $this->key->reveal());
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
        $parts = $plain === false ? [] : self::unpacked($plain);
        if (\count($parts) < 3 || \count($parts) % 2 === 0) {
            return null;
        }
        [$attemptId, $door, $leg] = $parts;
        $carried = [];
        for ($i = 3; $i < \count($parts); $i += 2) {
            $carried[$parts[$i]] = $parts[$i + 1];
        }

        return new OpenedReturn($attemptId, $door, ReturnLeg::hash(bin2hex($leg)), $carried);
    }

    /**
     * Short: 450 takes addresses of 256 characters at most, with two card tokens in them.
     *
     * @param list<string> $parts
     */
    private static function packed(#[\SensitiveParameter] array $parts): string
    {
        $packed = '';
        foreach ($parts as $part) {
            $length = \strlen($part);
            $packed .= ($length < self::LONG ? \chr($length) : \chr(self::LONG) . pack('n', $length)) . $part;
        }

        return $packed;
    }

    /** @return list<string> */
    private static function unpacked(#[\SensitiveParameter] string $packed): array
    {
        $parts = [];
        for ($at = 0; $at < \strlen($packed); $at += $length) {
            $length = \ord($packed[$at++]);
            if ($length === self::LONG) {
                $length = \ord($packed[$at] ?? '') << 8 | \ord($packed[$at + 1] ?? '');
                $at += 2;
            }
            $parts[] = substr($packed, $at, $length);
        }

        return $parts;
    }
}

<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Settings;

use Paygent\Payments\Settings\KeyLost;
use Paygent\Payments\Settings\Keyring;
use Paygent\Payments\Settings\SealBroken;
use Paygent\Payments\Settings\Sealer;
use Paygent\Payments\Settings\Secret;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class SealerTest extends TestCase
{
    private const RING = 'k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=';

    public function testOpensWhatItSealed(): void
    {
        $sealer = new Sealer(Keyring::fromText(self::RING));
        foreach (['', 'password1', str_repeat("\x00\xff", 500)] as $value) {
            $sealed = $sealer->seal(new Secret($value), 'account', 'connect_password');

            self::assertStringStartsWith('1.k1.', $sealed);
            self::assertSame($value, $sealer->open($sealed, 'account', 'connect_password')->reveal());
        }
    }

    public function testNeverSealsTheSameWayTwice(): void
    {
        $sealer = new Sealer(Keyring::fromText(self::RING));
        $secret = new Secret('password1');

        self::assertNotSame($sealer->seal($secret, 'a', 'f'), $sealer->seal($secret, 'a', 'f'));
    }

    /** A value sealed by an earlier version must open for ever: made once, with libsodium alone. */
    public function testOpensAStoredValue(): void
    {
        $binding = "paygent-settings-1\n2:k1\n7:account\n16:connect_password";
        $nonce = str_repeat('n', 24);
        $cipher = sodium_crypto_aead_xchacha20poly1305_ietf_encrypt(
            'password1',
            $binding,
            $nonce,
            '01234567890123456789012345678901',
        );
        $sealed = '1.k1.' . rtrim(strtr(base64_encode($nonce . $cipher), '+/', '-_'), '=');

        $sealer = new Sealer(Keyring::fromText(self::RING));
        self::assertSame('password1', $sealer->open($sealed, 'account', 'connect_password')->reveal());
    }

    /** @return iterable<string, array{string, string}> */
    public static function elsewhere(): iterable
    {
        yield 'another account' => ['account2', 'connect_password'];
        yield 'another field' => ['account', 'notice_hash_key'];
        yield 'the border moved' => ['accountc', 'onnect_password'];
        yield 'nothing' => ['', ''];
    }

    #[DataProvider('elsewhere')]
    public function testOpensNowhereElse(string $account, string $field): void
    {
        $sealer = new Sealer(Keyring::fromText(self::RING));
        $sealed = $sealer->seal(new Secret('password1'), 'account', 'connect_password');

        $this->expectException(SealBroken::class);
        $sealer->open($sealed, $account, $field);
    }

    public function testRefusesEveryChangedCharacter(): void
    {
        $sealer = new Sealer(Keyring::fromText(self::RING));
        $sealed = $sealer->seal(new Secret('password1'), 'account', 'connect_password');
        $refused = 0;
        // The last character carries unused bits: libsodium refuses those that are not zero.
        for ($place = 0, $length = \strlen($sealed); $place < $length; ++$place) {
            $changed = substr_replace($sealed, $sealed[$place] === 'A' ? 'B' : 'A', $place, 1);
            try {
                $sealer->open($changed, 'account', 'connect_password');
            } catch (SealBroken | KeyLost $problem) {
                ++$refused;
                self::assertStringNotContainsString('password1', (string) $problem);
            }
        }

        self::assertSame(\strlen($sealed), $refused);
        foreach (['', '1', '1.k1', '1.k1.', '1.k1.AAAA', '2' . substr($sealed, 1), $sealed . '.x', substr($sealed, 0, -4)] as $bad) {
            try {
                $sealer->open($bad, 'account', 'connect_password');
                self::fail('opened: ' . $bad);
            } catch (SealBroken $problem) {
                self::assertSame('connect_password', $problem->field);
            }
        }
    }

    public function testSealsAnewUnderARotatedKey(): void
    {
        $old = Keyring::fromText(self::RING);
        $both = $old->rotated();
        $new = $both->withoutOld();
        $sealed = (new Sealer($old))->seal(new Secret('password1'), 'account', 'connect_password');

        $again = (new Sealer($both))->reseal($sealed, 'account', 'connect_password');

        self::assertNotSame($sealed, $again);
        self::assertSame($again, (new Sealer($both))->reseal($again, 'account', 'connect_password'));
        self::assertSame('password1', (new Sealer($new))->open($again, 'account', 'connect_password')->reveal());
        $this->expectException(KeyLost::class);
        (new Sealer($new))->open($sealed, 'account', 'connect_password');
    }

    public function testNamesTheLostKeyAndTheField(): void
    {
        $sealed = (new Sealer(Keyring::fromText(self::RING)))->seal(new Secret('x'), 'account', 'hash_key');
        try {
            (new Sealer(Keyring::generate()))->open($sealed, 'account', 'hash_key');
            self::fail('opened with another key');
        } catch (KeyLost $problem) {
            self::assertSame(['k1', 'hash_key'], [$problem->keyId, $problem->field]);
        }
    }
}

<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Settings;

use Paygent\Payments\Settings\Keyring;
use PHPUnit\Framework\TestCase;

final class KeyringTest extends TestCase
{
    public function testADerivedKeyOutlivesTheRotationUntilTheOldKeyIsDropped(): void
    {
        $ring = Keyring::generate();
        $before = $ring->derived('return addresses')->reveal();
        $rotated = $ring->rotated();

        self::assertSame(Keyring::KEY_BYTES, \strlen($before));
        self::assertSame($before, $rotated->derived('return addresses')->reveal());
        self::assertNotSame($before, $rotated->withoutOld()->derived('return addresses')->reveal());
    }

    public function testEachPurposeHasAKeyOfItsOwn(): void
    {
        $ring = Keyring::generate();

        self::assertNotSame($ring->derived('one')->reveal(), $ring->derived('another')->reveal());
        self::assertStringNotContainsString(base64_encode($ring->derived('one')->reveal()), $ring->toText());
    }
}

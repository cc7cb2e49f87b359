<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Settings;

use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Tests\Support\SettingsFixture;
use PHPUnit\Framework\TestCase;

final class SecretTest extends TestCase
{
    private const VALUE = 'open-sesame-42';

    public function testShowsItselfOnlyWhenAsked(): void
    {
        $secret = new Secret(self::VALUE);
        $settings = SettingsFixture::module(common: ['connectPassword' => $secret]);
        ob_start();
        var_dump($settings, $secret);
        var_export($settings->common);
        $dumps = (string) ob_get_clean() . print_r($settings, true) . json_encode([$secret, $settings])
            . print_r((array) $secret, true) . print_r(get_mangled_object_vars($secret), true);

        self::assertStringNotContainsString(self::VALUE, $dumps);
        self::assertSame(self::VALUE, $secret->reveal());
    }

    public function testIsNotSerialized(): void
    {
        $this->expectException(\LogicException::class);

        serialize(SettingsFixture::module());
    }

    public function testIsGoneWithItsLastHolder(): void
    {
        $secret = new Secret(self::VALUE);
        $weak = \WeakReference::create($secret);
        unset($secret);

        self::assertNull($weak->get());
    }

    public function testCompares(): void
    {
        self::assertTrue((new Secret('a'))->equals(new Secret('a')));
        self::assertFalse((new Secret('a'))->equals(new Secret('b')));
        self::assertTrue((new Secret(''))->isEmpty());
        self::assertFalse((new Secret('0'))->isEmpty());
    }
}

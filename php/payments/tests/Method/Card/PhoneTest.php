<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Method\Card\Phone;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class PhoneTest extends TestCase
{
    /** @param array<string, string> $fields */
    #[DataProvider('numbers')]
    public function testIsWrittenAs3DSecureWantsIt(string $text, array $fields): void
    {
        self::assertSame($fields, Phone::parse($text)?->fields() ?? []);
    }

    /** @return iterable<string, array{string, array<string, string>}> */
    public static function numbers(): iterable
    {
        $mobile = ['mobile_phone_cc' => '81', 'mobile_phone_subscriber' => '9012345678'];
        $home = ['home_phone_cc' => '81', 'home_phone_subscriber' => '312345678'];
        yield 'mobile' => ['09012345678', $mobile];
        yield 'mobile with hyphens' => ['090-1234-5678', $mobile];
        yield 'full width' => ['０９０−１２３４−５６７８', $mobile];
        yield 'international' => ['+81 90-1234-5678', $mobile];
        yield 'international with the 0' => ['+81(0)90-1234-5678', $mobile];
        yield 'fixed line' => ['03-1234-5678', $home];
        yield 'brackets' => ['(03)1234-5678', $home];
        yield '070' => ['070-1234-5678', ['mobile_phone_cc' => '81', 'mobile_phone_subscriber' => '7012345678']];
        yield 'IP telephone' => ['050-1234-5678', ['home_phone_cc' => '81', 'home_phone_subscriber' => '5012345678']];
        yield 'another country' => ['+1 212 555 0100', []];
        yield 'no leading 0' => ['9012345678', []];
        yield 'too short' => ['03-1234', []];
        yield 'too long' => ['090-1234-5678-9', []];
        yield 'two zeros' => ['00-1234-56789', []];
        yield 'words' => ['電話なし', []];
        yield 'empty' => ['', []];
    }

    public function testIsNotDumped(): void
    {
        self::assertStringNotContainsString('9012345678', print_r(Phone::parse('09012345678'), true));
    }
}

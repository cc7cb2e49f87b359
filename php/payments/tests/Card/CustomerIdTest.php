<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Card;

use Paygent\Payments\Card\CustomerId;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class CustomerIdTest extends TestCase
{
    #[DataProvider('fitting')]
    public function testIsTheShopsOwnReferenceWherePaygentAcceptsIt(string $ownerRef): void
    {
        self::assertSame($ownerRef, CustomerId::of($ownerRef));
    }

    /** @return iterable<string, array{string}> */
    public static function fitting(): iterable
    {
        yield 'number' => ['42'];
        yield 'letters' => ['Member_42'];
        yield '25 characters' => [str_repeat('a', 25)];
    }

    #[DataProvider('others')]
    public function testIsAHashOfAnyOther(string $ownerRef): void
    {
        self::assertMatchesRegularExpression('/\Ah_[0-9a-f]{23}\z/', CustomerId::of($ownerRef));
    }

    /** @return iterable<string, array{string}> */
    public static function others(): iterable
    {
        yield 'UUID' => ['3f2504e0-4f89-41d3-9a0c-0305e82c3301'];
        yield 'mail' => ['taro@example.jp'];
        yield 'Japanese' => ['会員42'];
        yield '26 characters' => [str_repeat('a', 26)];
        yield 'line break at the end' => ["42\n"];
        yield 'one that looks like a hash' => [CustomerId::of('taro@example.jp')];
    }

    public function testDifferentCustomersNeverMeet(): void
    {
        $mail = CustomerId::of('taro@example.jp');

        self::assertNotSame($mail, CustomerId::of($mail));
        self::assertNotSame($mail, CustomerId::of('Taro@example.jp'));
        self::assertSame($mail, CustomerId::of('taro@example.jp'));
    }

    public function testNobodyHasNoCards(): void
    {
        $this->expectException(\InvalidArgumentException::class);
        CustomerId::of('');
    }
}

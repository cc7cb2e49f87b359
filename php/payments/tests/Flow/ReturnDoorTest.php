<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Flow;

use Paygent\Payments\Flow\ReturnDoor;
use Paygent\Payments\Flow\ReturnLeg;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Support\Ids;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Return addresses: only this shop can make them, and they fit into 450's term_url. */
final class ReturnDoorTest extends TestCase
{
    private const BASE = 'https://www.shop.example.jp/paygent/return';

    /** @param array<string, string> $carry */
    #[DataProvider('carried')]
    public function testComesBackAsItWasMade(array $carry): void
    {
        $door = new ReturnDoor(self::BASE, new Secret(str_repeat('k', 32)));
        $leg = $door->leg('01kara41r0000053240t0v0s6j');

        $opened = $door->open(self::token($leg->to('cancel', $carry)));

        self::assertNotNull($opened);
        self::assertSame(['01kara41r0000053240t0v0s6j', 'cancel'], [$opened->attemptId, $opened->door]);
        self::assertSame($leg->hashed(), $opened->legHash);
        self::assertSame($carry, $opened->carried);
    }

    /** @return iterable<string, array{array<string, string>}> */
    public static function carried(): iterable
    {
        yield 'nothing' => [[]];
        yield 'an empty value' => [['a' => '']];
        yield 'Japanese' => [['name' => '日本語']];
        yield '254 bytes' => [['a' => str_repeat('x', 254), 'b' => '1']];
        yield '255 bytes' => [['a' => str_repeat('x', 255), 'b' => '1']];
        yield 'an OpenID of 2,000 bytes' => [['open_id' => str_repeat('y', 2000), 'b' => '1']];
    }

    public function testTwoCardTokensFitInto450(): void
    {
        $door = new ReturnDoor(self::BASE, new Secret(random_bytes(32)));
        $url = $door->leg(Ids::next(1_700_000_000_000))->to('3ds2', ['c' => str_repeat('t', 2 * 30 + 3)]);

        self::assertLessThanOrEqual(256, \strlen($url));
    }

    public function testRefusesWhatItDidNotMake(): void
    {
        $door = new ReturnDoor(self::BASE, new Secret(str_repeat('k', 32)));
        $token = self::token($door->leg('a')->to('return'));
        $other = new ReturnDoor(self::BASE, new Secret(str_repeat('j', 32)));

        self::assertNull($other->open($token));
        self::assertNull($door->open(''));
        self::assertNull($door->open('%%%'));
        self::assertNull($door->open(substr($token, 0, -4)));
        $changed = $token;
        $changed[40] = $changed[40] === 'A' ? 'B' : 'A';
        self::assertNull($door->open($changed));
    }

    public function testTheLegItselfIsNotInTheJournal(): void
    {
        self::assertSame(hash('sha256', 'x'), ReturnLeg::hash('x'));
    }

    private static function token(string $url): string
    {
        parse_str((string) parse_url($url, PHP_URL_QUERY), $query);
        $token = $query[ReturnDoor::PARAMETER] ?? '';

        return \is_string($token) ? $token : '';
    }
}

<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

use Paygent\Payments\Support\Hashes;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** The hashes against the vectors that the extension is tested with as well. */
final class HashesTest extends TestCase
{
    /**
     * @param array<string, string> $fields
     */
    #[DataProvider('built')]
    public function testBuildsTheDocumentedHash(string $function, array $fields, string $key, string $hc): void
    {
        self::assertSame($hc, match ($function) {
            'notification' => Hashes::notice($fields, $key),
            'three_ds1' => Hashes::threeDSecure1($fields, $key),
            'three_ds2' => Hashes::threeDSecure2($fields, $key),
            'link_request' => Hashes::linkRequest($fields, $key),
            'link_return' => Hashes::linkReturn($fields, $key),
            default => Hashes::token($fields, $key),
        });
    }

    /**
     * @param array<string, string> $fields
     */
    #[DataProvider('verified')]
    public function testVerifies(string $function, array $fields, string $key, bool $valid): void
    {
        self::assertSame($valid, self::verify($function, $fields, $key));
    }

    /**
     * @param array<string, string> $fields
     */
    #[DataProvider('built')]
    public function testRefusesWithoutHashKeyOrWithAChangedValue(string $function, array $fields, string $key, string $hc): void
    {
        self::assertTrue(self::verify($function, $fields + ['hc' => $hc], $key));
        self::assertFalse(self::verify($function, $fields, $key), 'no hc');
        self::assertFalse(self::verify($function, $fields + ['hc' => ''], $key), 'empty hc');
        self::assertFalse(self::verify($function, $fields + ['hc' => strtoupper($hc)], $key), 'upper case');
        self::assertFalse(self::verify($function, $fields + ['hc' => $hc], ''), 'empty key');
        self::assertFalse(self::verify($function, $fields + ['hc' => $hc], $key . 'x'), 'another key');
        $name = (string) array_key_first($fields);
        self::assertFalse(
            self::verify($function, [$name => $fields[$name] . '9'] + $fields + ['hc' => $hc], $key),
            'another ' . $name,
        );
    }

    /** @return iterable<string, array{string, array<string, string>, string, string}> */
    public static function built(): iterable
    {
        foreach (self::vectors()['build'] as $vector) {
            if (self::isOurs($vector['function'])) {
                yield $vector['name'] => [$vector['function'], $vector['fields'], $vector['key'], $vector['hc'] ?? ''];
            }
        }
    }

    /** @return iterable<string, array{string, array<string, string>, string, bool}> */
    public static function verified(): iterable
    {
        foreach (self::vectors()['verify'] as $vector) {
            if (self::isOurs($vector['function'])) {
                yield $vector['name'] => [$vector['function'], $vector['fields'], $vector['key'], $vector['valid'] ?? false];
            }
        }
    }

    /** @param array<string, string> $fields */
    private static function verify(string $function, array $fields, string $key): bool
    {
        return match ($function) {
            'notification' => Hashes::verifyNotice($fields, $key),
            'three_ds1' => Hashes::verifyThreeDSecure1($fields, $key),
            'three_ds2' => Hashes::verifyThreeDSecure2($fields, $key),
            'link_request' => Hashes::verifyLinkRequest($fields, $key),
            'link_return' => Hashes::verifyLinkReturn($fields, $key),
            default => Hashes::verifyToken($fields, $key),
        };
    }

    private static function isOurs(string $function): bool
    {
        return \in_array($function, ['notification', 'three_ds1', 'three_ds2', 'link_request', 'link_return', 'token'], true);
    }

    /** @return array<'build'|'verify', list<array{name: string, function: string, fields: array<string, string>, key: string, hc?: string, valid?: bool}>> */
    private static function vectors(): array
    {
        $file = \dirname(__DIR__, 4) . '/tests/vectors/hash.json';

        /** @var array<'build'|'verify', list<array{name: string, function: string, fields: array<string, string>, key: string, hc?: string, valid?: bool}>> */
        return json_decode((string) file_get_contents($file), true, 512, JSON_THROW_ON_ERROR);
    }
}

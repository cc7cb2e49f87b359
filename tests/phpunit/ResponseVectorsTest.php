<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Post;
use Paygent\Tests\Support\Scratch;
use PaygentModule\System\PaygentB2BModule;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/**
 * Every body of tests/vectors/responses, served over mutual TLS and read by a script that uses
 * nothing but the vendor's class.
 *
 * @phpstan-type Expected array{post: bool|string, status: string, code: string, detail: string,
 *     message: string|null, rows: list<array<string, string>>, csv_file?: string,
 *     warning_codes: list<string>}
 * @phpstan-type Vector array{telegram_kind: string, encoding: string, set_encoding: string|null,
 *     result_csv_set: bool, sha256: string, expected: Expected, ours?: Expected}
 */
final class ResponseVectorsTest extends TestCase
{
    private const DIRECTORY = __DIR__ . '/../vectors/responses';

    /** @return iterable<string, array{string, Vector}> */
    public static function vectors(): iterable
    {
        /** @var array<string, Vector> $vectors */
        $vectors = json_decode(
            (string) file_get_contents(self::DIRECTORY . '/expected.json'),
            true,
            512,
            JSON_THROW_ON_ERROR,
        );
        foreach ($vectors as $file => $vector) {
            yield $file => [$file, $vector];
        }
    }

    public function testAllThirtyBodiesAreThere(): void
    {
        self::assertCount(30, [...self::vectors()]);
    }

    /** @param Vector $vector */
    #[DataProvider('vectors')]
    public function testBodyGivesWhatTheContractSays(string $file, array $vector): void
    {
        $body = (string) file_get_contents(self::DIRECTORY . '/' . $file);
        self::assertSame($vector['sha256'], hash('sha256', $body), 'the file itself has changed');
        BodyServer::get()->serve(Answer::body($body));
        $csv = $vector['result_csv_set'] ? Scratch::directory('csv') . '/result.csv' : null;
        $fields = ['merchant_id' => 'M001', 'telegram_kind' => $vector['telegram_kind'], 'telegram_version' => '1.0'];

        $post = Post::send($fields, [], static function (PaygentB2BModule $module) use ($vector, $csv): void {
            if ($vector['set_encoding'] !== null) {
                $module->setEncoding($vector['set_encoding']);
            }
            if ($csv !== null) {
                $module->setResultCsv($csv);
            }
        });

        $expected = $vector['ours'] ?? $vector['expected'];
        $text = static fn (?string $bytes): ?string => $bytes !== null && $vector['encoding'] === 'CP932'
            ? mb_convert_encoding($bytes, 'UTF-8', 'SJIS-win')
            : $bytes;
        self::assertTrue($post->init);
        self::assertSame($expected['post'], $post->result);
        self::assertSame($expected['status'], $text($post->status));
        self::assertSame($expected['code'], $text($post->code));
        self::assertSame($expected['detail'], $text($post->detail));
        if ($expected['message'] !== null) {
            self::assertSame($expected['message'], $text($post->message));
        }
        self::assertSame($expected['rows'], array_map(static fn (array $row): array => array_combine(
            array_map(static fn (int|string $name): string => (string) $text((string) $name), array_keys($row)),
            array_map($text, $row),
        ), $post->rows));
        self::assertSame($expected['warning_codes'], $post->raised->codes());
        self::assertSame([], $post->raised->others);
        self::assertSame($expected['csv_file'] ?? null, $csv === null ? null : $text((string) file_get_contents($csv)));
        self::assertCount(1, BodyServer::get()->requests());
    }
}

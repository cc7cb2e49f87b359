<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Post;
use PaygentModule\System\PaygentB2BModule;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** setEncoding() (connection-module 6.5, 14 item 3). */
final class EncodingTest extends TestCase
{
    private const TEXT = '請求先①㈱髙';

    /** @return iterable<string, array{string, string}> name for setEncoding(), name for mbstring */
    public static function encodings(): iterable
    {
        yield 'UTF-8' => ['UTF-8', 'UTF-8'];
        yield 'Shift_JIS' => ['Shift_JIS', 'SJIS-win'];
        yield 'EUC-JP' => ['EUC-JP', 'CP51932'];
    }

    #[DataProvider('encodings')]
    public function test450IsConvertedBothWays(string $encoding, string $mbstring): void
    {
        BodyServer::get()->serve(Answer::body("result=1\r\nresponse_code=P008\r\nresponse_detail=" . self::TEXT
            . "\r\nname=" . self::TEXT . "\r\n"));
        $bytes = mb_convert_encoding(self::TEXT, $mbstring, 'UTF-8');

        $post = Post::send(
            ['telegram_kind' => '450', 'name' => $bytes],
            [],
            static fn (PaygentB2BModule $module) => self::assertNull($module->setEncoding($encoding)),
        );

        self::assertTrue($post->result, $post->message);
        self::assertSame(self::TEXT, BodyServer::get()->requests()[0]->fields()['name']);
        self::assertSame($bytes, $post->detail);
        self::assertSame("P008: $bytes", $post->message);
        self::assertSame([['name' => $bytes]], $post->rows);
    }

    #[DataProvider('encodings')]
    public function testKanaOf450IsConvertedInTheDeclaredEncoding(string $encoding, string $mbstring): void
    {
        BodyServer::get()->serve(Answer::body("result=0\r\n"));

        Post::send(
            ['telegram_kind' => '450', 'claim_kana' => mb_convert_encoding('カナガ①会社', $mbstring, 'UTF-8')],
            [],
            static fn (PaygentB2BModule $module) => $module->setEncoding($encoding),
        );

        self::assertSame('ｶﾅｶﾞ①会社', BodyServer::get()->requests()[0]->fields()['claim_kana']);
    }

    public function test450WithoutEncodingIsRefused(): void
    {
        self::assertRefused(Post::send(['telegram_kind' => '450']));
    }

    public function test020WithEncodingIsRefused(): void
    {
        self::assertRefused(Post::send(
            ['telegram_kind' => '020'],
            [],
            static fn (PaygentB2BModule $module) => $module->setEncoding('Shift_JIS'),
        ));
    }

    /** @return iterable<string, array{mixed}> */
    public static function unsupported(): iterable
    {
        yield 'other case' => ['utf-8'];
        yield 'other name' => ['SJIS'];
        yield 'blank' => [''];
        yield 'number' => [8];
    }

    #[DataProvider('unsupported')]
    public function testUnsupportedNamesAreRefusedWithAMessage(mixed $name): void
    {
        BodyServer::get()->serve(Answer::body("result=0\r\n"));
        $code = null;
        $message = '';

        $post = Post::send(
            ['telegram_kind' => '450'],
            [],
            static function (PaygentB2BModule $module) use ($name, &$code, &$message): void {
                $code = $module->setEncoding($name);
                $message = $module->getResultMessage();
                $module->setEncoding('UTF-8');
            },
        );

        self::assertSame('E01006', $code);
        self::assertStringStartsWith('E01006: ', $message);
        self::assertSame(['E01006'], $post->raised->codes());
        self::assertTrue($post->result, 'a later valid name repairs');
    }

    private static function assertRefused(Post $post): void
    {
        self::assertSame('E01006', $post->result);
        self::assertStringStartsWith('E01006: ', $post->message);
        self::assertSame(['E01006'], $post->raised->codes());
        self::assertNull($post->status);
    }
}

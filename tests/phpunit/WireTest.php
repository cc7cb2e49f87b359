<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Post;
use Paygent\Tests\Support\Request;
use Paygent\Tests\Support\Scratch;
use PaygentModule\System\PaygentB2BModule;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** What the server receives (connection-module 6, 14 item 2). */
final class WireTest extends TestCase
{
    /**
     * @param array<mixed> $fields
     * @param (\Closure(PaygentB2BModule): mixed)|null $prepare
     */
    private static function received(array $fields, ?\Closure $prepare = null): Request
    {
        $isReference = in_array($fields['telegram_kind'], ['027', '090'], true);
        BodyServer::get()->serve(Answer::body($isReference ? "1,0\r\n" : "result=0\r\n"));
        $post = Post::send($fields, [], $prepare);
        self::assertTrue($post->result, $post->message);
        $requests = BodyServer::get()->requests();
        self::assertCount(1, $requests);

        return $requests[0];
    }

    public function testBodyIsTheObservedVector(): void
    {
        $request = self::received([
            'merchant_id' => 'M001',
            'telegram_kind' => '020',
            'memo' => "a b&c=d/~*-_.\xE3\x81\x82",
            'nul' => null,
        ]);

        self::assertSame(
            'merchant_id=M001&telegram_kind=020&memo=a+b%26c%3Dd%2F%7E%2A-_.%E3%81%82&nul='
            . '&connect_id=defid&connect_password=defpw',
            $request->body,
        );
    }

    public function testHeadersAreTheVendors(): void
    {
        $request = self::received(['telegram_kind' => '020']);

        self::assertSame('POST /n/02/request HTTP/1.1', $request->line());
        $headers = $request->headers();
        self::assertSame('127.0.0.1:' . BodyServer::get()->port, $headers['host'] ?? null);
        self::assertSame('*/*', $headers['accept'] ?? null);
        self::assertSame('curl_php', $headers['user-agent'] ?? null);
        self::assertSame('application/x-www-form-urlencoded', $headers['content-type'] ?? null);
        self::assertSame((string) strlen($request->body), $headers['content-length'] ?? null);
        $names = array_values(array_diff(array_keys($headers), ['connection']));
        sort($names);
        self::assertSame(['accept', 'content-length', 'content-type', 'host', 'user-agent'], $names);
    }

    public function testFieldOrderIsThatOfTheFirstPut(): void
    {
        $request = self::received(['b' => '1', 'telegram_kind' => '027', 'a' => '1'], static function ($module): void {
            $module->reqPut('a', 'first');
            $module->reqPut('z', 'last');
        });

        self::assertSame(
            ['a', 'z', 'b', 'telegram_kind', 'connect_id', 'connect_password', 'limit_count'],
            array_keys($request->fields()),
        );
        self::assertSame('1', $request->fields()['a']);
        self::assertSame('2000', $request->fields()['limit_count']);
    }

    public function testCp932BytesOf020AreSentUntouched(): void
    {
        $bytes = mb_convert_encoding('①㈱髙橋～本店－Ⅱ№ソ表', 'SJIS-win', 'UTF-8');

        self::assertSame($bytes, self::received(['telegram_kind' => '020', 'memo' => $bytes])->fields()['memo']);
    }

    public function testKanaFieldsBecomeHalfWidth(): void
    {
        $sjis = static fn (string $text): string => mb_convert_encoding($text, 'SJIS-win', 'UTF-8');
        $full = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン'
            . 'ガギグゲゴザジズゼゾダヂヅデドバビブベボヴパピプペポァィゥェォャュョッヰヱヮー、。・「」゛゜';
        $half = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ'
            . 'ｶﾞｷﾞｸﾞｹﾞｺﾞｻﾞｼﾞｽﾞｾﾞｿﾞﾀﾞﾁﾞﾂﾞﾃﾞﾄﾞﾊﾞﾋﾞﾌﾞﾍﾞﾎﾞｳﾞﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟｧｨｩｪｫｬｭｮｯｲｴﾜｰ､｡･｢｣ﾞﾟ';
        $unchanged = 'ヵヶひらがな漢字ＡＢＣ０１２　－～ｱｲｳ abc';
        $names = [
            'customer_family_name_kana', 'customer_name_kana', 'payment_detail_kana', 'claim_kana',
            'Receipt_Name_KANA',
        ];

        $fields = self::received(
            ['telegram_kind' => '030', 'memo' => $sjis($full)] + array_fill_keys($names, $sjis($full . $unchanged)),
        )->fields();

        foreach ($names as $name) {
            self::assertSame($half . $unchanged, mb_convert_encoding($fields[$name], 'UTF-8', 'SJIS-win'), $name);
        }
        self::assertSame($sjis($full), $fields['memo']);
    }

    /** @return iterable<string, array{mixed, string}> */
    public static function looseValues(): iterable
    {
        yield 'int' => [1080, '1080'];
        yield 'zero' => [0, '0'];
        yield 'negative' => [-5, '-5'];
        yield 'null' => [null, ''];
        yield 'true' => [true, '1'];
        yield 'false' => [false, ''];
        yield 'float' => [1.50, '1.5'];
        yield 'whole float' => [100.0, '100'];
        yield 'object with text' => [new class () {
            public function __toString(): string
            {
                return 'text';
            }
        }, 'text'];
        yield 'zero byte' => ["a\0b", "a\0b"];
    }

    #[DataProvider('looseValues')]
    public function testLooseValuesAreSentAsPhpWouldSendThem(mixed $value, string $sent): void
    {
        self::assertSame($sent, self::received(['telegram_kind' => '020', 'memo' => $value])->fields()['memo']);
    }

    public function testNumericKeysAreSent(): void
    {
        self::assertStringContainsString('&7=x&', self::received(['telegram_kind' => '020', 7 => 'x'])->body);
    }

    /** @return iterable<string, array{string, string}> */
    public static function urls(): iterable
    {
        yield 'first two characters' => ['020', '/n/02/request'];
        yield 'another group' => ['116', '/n/11/request'];
        yield 'withdrawn 090' => ['090', '/n/09/request'];
        yield 'full kind first' => ['091', '/n/091/request'];
        yield 'two of a group' => ['261', '/n/26/request'];
        yield 'one of its own' => ['263', '/n/263/request'];
        yield 'file payment' => ['200', '/n/20/request'];
        yield 'as it is' => ['02', '/n/02/request'];
    }

    #[DataProvider('urls')]
    public function testUrlIsThatOfTheKind(string $kind, string $path): void
    {
        self::assertSame("POST $path HTTP/1.1", self::received(['telegram_kind' => $kind])->line());
    }

    public function testDefaultsDoNotReplaceWhatTheCallerPut(): void
    {
        $fields = self::received(
            ['telegram_kind' => '020', 'connect_id' => '', 'connect_password' => 'mine'],
            static fn (PaygentB2BModule $module) => $module->setDefaultId('other'),
        )->fields();

        self::assertSame('', $fields['connect_id']);
        self::assertSame('mine', $fields['connect_password']);
    }

    public function testSettersReplaceTheSettings(): void
    {
        $fields = self::received(['telegram_kind' => '027'], static function (PaygentB2BModule $module): void {
            $module->setDefaultId('other');
            $module->setDefaultPassword('secret');
            $module->setSelectMaxCnt(5);
            $module->setTimeout(10);
        })->fields();

        self::assertSame('other', $fields['connect_id']);
        self::assertSame('secret', $fields['connect_password']);
        self::assertSame('5', $fields['limit_count']);
    }

    public function testSendFileBecomesData(): void
    {
        $path = Scratch::directory('send') . '/payments.csv';
        $content = "1,026,M001,,,,,,\r\n3,\x83\x41\x95\x5C,\0\xFF\r\n4,1\r\n";
        file_put_contents($path, $content);

        $fields = self::received(
            ['telegram_kind' => '200', 'customer_name_kana' => 'x'],
            static fn (PaygentB2BModule $module) => $module->setSendFilePath($path),
        )->fields();

        self::assertSame($content, $fields['data']);
        self::assertSame('data', array_key_last($fields));
    }

    public function testDataPutByTheCallerWinsOverTheFile(): void
    {
        $path = Scratch::directory('send') . '/payments.csv';
        file_put_contents($path, 'file');

        $fields = self::received(
            ['telegram_kind' => '200', 'data' => ''],
            static fn (PaygentB2BModule $module) => $module->setSendFilePath($path),
        )->fields();

        self::assertSame('', $fields['data']);
    }
}

<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Post;
use Paygent\Tests\Support\Raised;
use Paygent\Tests\Support\Scratch;
use Paygent\Tests\Support\Settings;
use PaygentModule\System\PaygentB2BModule;
use PaygentModule\System\PaygentB2BModuleResources;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** The settings file (connection-module 5, 14 item 7). */
final class SettingsTest extends TestCase
{
    public function testMissingFileIsE01001(): void
    {
        [$code, $raised] = self::init('/nowhere/modenv_properties.php');

        self::assertSame('E01001', $code);
        self::assertSame(['E01001'], $raised->codes(), 'warned once (O-04)');
        self::assertStringContainsString('/nowhere/modenv_properties.php', $raised->warnings[0]);
    }

    public function testDirectoryIsE01001(): void
    {
        self::assertSame('E01001', self::init(Scratch::directory('settings'))[0]);
    }

    public function testEmptyFileIsE01002(): void
    {
        self::assertSame('E01002', self::init(Settings::text(''))[0]);
    }

    /** @return iterable<string, array{array<string, string|null>, string}> changes, key that must be named */
    public static function badSettings(): iterable
    {
        yield 'no client certificate key' => [['client_file_path' => null], 'client_file_path'];
        yield 'blank client certificate' => [['client_file_path' => ''], 'client_file_path'];
        yield 'no CA key' => [['ca_file_path' => null], 'ca_file_path'];
        yield 'blank CA' => [['ca_file_path' => " \t"], 'ca_file_path'];
        yield 'no time-out' => [['timeout_value' => null], 'timeout_value'];
        yield 'blank time-out' => [['timeout_value' => ''], 'timeout_value'];
        yield 'time-out no number' => [['timeout_value' => 'abc'], 'timeout_value'];
        yield 'no log path key' => [['log_output_path' => null], 'log_output_path'];
        yield 'no maximum count' => [['select_max_cnt' => null], 'select_max_cnt'];
        yield 'maximum count no number' => [['select_max_cnt' => '10x'], 'select_max_cnt'];
        yield 'blank URL' => [['url.02' => ''], 'url.02'];
        yield 'proxy port no number' => [['proxy_server_port' => 'abc'], 'proxy_server_port'];
        yield 'time-out like 1e1 (O-40)' => [['timeout_value' => '1e1'], 'timeout_value'];
        yield 'negative time-out (O-40)' => [['timeout_value' => '-1'], 'timeout_value'];
        yield 'broken count (O-40)' => [['select_max_cnt' => '3.5'], 'select_max_cnt'];
    }

    /** @param array<string, string|null> $changes */
    #[DataProvider('badSettings')]
    public function testBadSettingIsE01002AndNamed(array $changes, string $key): void
    {
        [$code, $raised, $module] = self::init(Settings::file($changes));

        self::assertSame('E01002', $code);
        self::assertSame(['E01002'], $raised->codes());
        self::assertStringContainsString($key, $raised->warnings[0]);
        self::assertSame('E01002', $module->masterFile);
    }

    /** @return iterable<string, array{array<string, string|null>}> */
    public static function goodSettings(): iterable
    {
        yield 'blank log path' => [['log_output_path' => '']];
        yield 'no proxy keys' => [['proxy_server_name' => null, 'proxy_server_ip' => null, 'proxy_server_port' => null]];
        yield 'blank proxy port' => [['proxy_server_port' => '']];
        yield 'no default account' => [['default_id' => null, 'default_password' => null]];
        yield 'no debug flag' => [['debug_flg' => null]];
        yield 'no kind lists' => [['telegram_kind.utf8' => null, 'telegram_kind.ref' => null]];
    }

    /** @param array<string, string|null> $changes */
    #[DataProvider('goodSettings')]
    public function testGoodSettingsAreAccepted(array $changes): void
    {
        BodyServer::get()->serve(Answer::body("result=0\r\n"));

        $post = Post::send(['telegram_kind' => '020'], $changes);

        self::assertTrue($post->init);
        self::assertTrue($post->result, $post->message);
        self::assertSame([], $post->raised->warnings);
    }

    public function testFileWithoutUrlIsValidAndPostSaysE02003(): void
    {
        $path = Settings::text((string) preg_replace('/^.*\.url\..*\n/m', '', Settings::lines()));

        $post = Post::with(new PaygentB2BModule($path), ['telegram_kind' => '020']);

        self::assertTrue($post->init);
        self::assertSame('E02003', $post->result);
        self::assertStringStartsWith('E02003: ', $post->message);
    }

    public function testGuardLinesCommentsAndBlanksAreSkipped(): void
    {
        $comment = mb_convert_encoding('# 設定ファイル＝表示', 'SJIS-win', 'UTF-8');
        $text = "\xEF\xBB\xBF" . str_replace("\n", " \r\n\t", $comment . "\n\nno equals sign\n=value\n" . Settings::lines());

        self::assertTrue(self::init(Settings::text($text))[0]);
    }

    public function testLastOfARepeatedKeyWinsAndValuesStayLiteral(): void
    {
        BodyServer::get()->serve(Answer::body("result=0\r\n"));
        $text = Settings::lines(['default_id' => 'first'])
            . "paygentB2Bmodule.default_id = a=b#c\"d';e \n"
            . "paygentB2Bmodule.DEFAULT_ID=other case\n";

        Post::with(new PaygentB2BModule(Settings::text($text)), ['telegram_kind' => '020']);

        self::assertSame('a=b#c"d\';e', BodyServer::get()->requests()[0]->fields()['connect_id']);
    }

    public function testBackslashPathsAreKept(): void
    {
        $module = self::init(Settings::file(['log_output_path' => 'C:\\paygent\\new\\room\\module.log']))[2];
        $settings = $module->masterFile;

        self::assertInstanceOf(PaygentB2BModuleResources::class, $settings);
        self::assertSame('C:\\paygent\\new\\room\\module.log', $settings->getLogOutputPath());
    }

    public function testCp932PathsWork(): void
    {
        $directory = Scratch::directory('settings') . '/' . mb_convert_encoding('証明書ソ', 'SJIS-win', 'UTF-8');
        mkdir($directory);
        copy(BodyServer::get()->dir . '/ca.crt', "$directory/ca.crt");
        BodyServer::get()->serve(Answer::body("result=0\r\n"));

        self::assertTrue(Post::send(['telegram_kind' => '020'], ['ca_file_path' => "$directory/ca.crt"])->result);
    }

    /** @return iterable<string, array{string, array<int|string, string>}> */
    public static function templates(): iterable
    {
        yield 'live' => ['live', [
            '020' => 'https://module.paygent.co.jp/n/card/request',
            '091' => 'https://module.paygent.co.jp/n/ref/paynotice',
            '098' => 'https://token.paygent.co.jp/n/token/request',
            '200' => 'https://online.paygent.co.jp/n/o/requestdata',
            '263' => 'https://module.paygent.co.jp/n/accounttransfer/receipt',
            '450' => 'https://module.paygent.co.jp/n/threeds/request',
        ]];
        yield 'sandbox' => ['sandbox', [
            '020' => 'https://sandbox.paygent.co.jp/n/card/request',
            '098' => 'https://sandbox.paygent.co.jp/n/token/request',
            '200' => 'https://sandbox.paygent.co.jp/n/o/requestdata',
        ]];
    }

    /** @param array<int|string, string> $urls by telegram kind */
    #[DataProvider('templates')]
    public function testTemplateNeedsOnlyTheFilePaths(string $name, array $urls): void
    {
        $template = (string) file_get_contents(
            dirname(__DIR__, 2) . "/php/shim/src/paygent_module/modenv_properties.php.$name",
        );
        self::assertSame('E01002', self::init(Settings::text($template))[0]);

        $filled = preg_replace('/^(.*_file_path=)$/m', '$1/kit/file', $template);
        [$code, , $module] = self::init(Settings::text((string) $filled));

        self::assertTrue($code);
        self::assertInstanceOf(PaygentB2BModuleResources::class, $module->masterFile);
        foreach ($urls as $kind => $url) {
            self::assertSame($url, $module->masterFile->getUrl($kind));
        }
    }

    public function testHttp10CanBeAskedFor(): void
    {
        BodyServer::get()->serve(Answer::raw("HTTP/1.0 200 OK\r\n\r\nresult=0\r\n"));

        $post = Post::send(['telegram_kind' => '020'], ['http_version' => '1.0']);

        self::assertTrue($post->result, $post->message);
        self::assertSame('POST /n/02/request HTTP/1.0', BodyServer::get()->requests()[0]->line());
    }

    public function testKeyWithAPassPhraseOfItsOwn(): void
    {
        $dir = BodyServer::get()->dir;
        $path = Scratch::directory('pem') . '/client.pem';
        $key = openssl_pkey_get_private((string) file_get_contents("$dir/client.key"));
        self::assertInstanceOf(\OpenSSLAsymmetricKey::class, $key);
        openssl_pkey_export_to_file($key, $path, 'other phrase', ['config' => "$dir/openssl.cnf"]);
        file_put_contents($path, (string) file_get_contents("$dir/client.crt"), FILE_APPEND);
        BodyServer::get()->serve(Answer::body("result=0\r\n"));
        $settings = ['client_file_path' => $path];

        $right = Post::send(['telegram_kind' => '020'], $settings + ['client_key_password' => 'other phrase']);
        self::assertTrue($right->result, $right->message);
        $wrong = Post::send(['telegram_kind' => '020'], $settings);
        self::assertSame('E02004', $wrong->result);
        self::assertStringNotContainsString('other phrase', $wrong->message);
    }

    public function testVerificationIsOffOnlyByTheLoudSwitch(): void
    {
        BodyServer::get()->serve(Answer::body("result=0\r\n"));
        $settings = ['ca_file_path' => BodyServer::get()->dir . '/other-ca.crt'];

        self::assertSame('E02004', Post::send(['telegram_kind' => '020'], $settings)->result);
        $post = Post::send(['telegram_kind' => '020'], $settings + ['danger_no_server_verification' => 'true']);
        self::assertTrue($post->result, $post->message);
        self::assertCount(1, BodyServer::get()->requests());
    }

    public function testChangedFileIsReadAgain(): void
    {
        $path = Settings::file(['default_id' => 'before']);
        self::assertSame('before', self::init($path)[2]->getDefaultId());

        file_put_contents($path, Settings::lines(['default_id' => 'afterwards']));

        self::assertSame('afterwards', self::init($path)[2]->getDefaultId());
    }

    public function testInitCopiesSettingsIntoThePublicFields(): void
    {
        $module = self::init(Settings::file(['proxy_server_name' => 'proxy', 'proxy_server_port' => '']))[2];

        self::assertSame(BodyServer::get()->dir . '/client.pem', $module->clientFilePath);
        self::assertSame(BodyServer::get()->dir . '/ca.crt', $module->caFilePath);
        self::assertSame('', $module->notUseClientCert);
        self::assertSame('', $module->notUseCaCert);
        self::assertSame('proxy', $module->proxyServerName);
        self::assertSame('', $module->proxyServerIp);
        self::assertSame(0, $module->proxyServerPort);
        self::assertSame('defid', $module->defaultId);
        self::assertSame('defpw', $module->defaultPassword);
        self::assertSame('35', $module->timeout);
        self::assertSame('2000', $module->selectMaxCnt);
        self::assertSame('0', $module->debugFlg);
    }

    /** @return array{bool|string, Raised, PaygentB2BModule} */
    private static function init(string $path): array
    {
        $module = new PaygentB2BModule($path);
        $raised = new Raised();

        return [$raised->during($module->init(...)), $raised, $module];
    }
}

<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Post;
use Paygent\Tests\Support\Scratch;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** connectmodule.log (connection-module 9, 14 item 9). */
final class LogTest extends TestCase
{
    private const LINE = '~\A\d{4}/\d\d/\d\d \d\d:\d\d:\d\d PaygentModule\\\\Util\\\\HttpsRequestSender ';

    private string $path = '';

    protected function setUp(): void
    {
        $this->path = Scratch::directory('log') . '/connectmodule.log';
        BodyServer::get()->serve(Answer::body("result=0\r\npayment_id=7\r\n"));
    }

    public function testDebugLogHasTheVendorsLayout(): void
    {
        $this->post('1', ['merchant_id' => 'M001', 'memo' => 'a b']);

        $log = $this->log();
        self::assertMatchesRegularExpression(self::LINE . 'request: telegram_kind=020&merchant_id=M001&~', $log);
        $response = substr($log, (int) strpos($log, "\n") + 1);
        self::assertMatchesRegularExpression(
            self::LINE . "response: \r\nresult=0\r\npayment_id=7\r\n\n\\z~",
            $response,
        );
    }

    public function testTimesAreOfPhpsTimeZone(): void
    {
        $before = date('Y/m/d H:i');
        $this->post('1');
        $after = date('Y/m/d H:i');

        self::assertContains(substr($this->log(), 0, 16), [$before, $after]);
    }

    /** @return iterable<string, array{string, string}> name and a value that must not be in the log */
    public static function secrets(): iterable
    {
        yield 'card number' => ['card_number', '4900000000000012'];
        yield 'name in capitals' => ['CARD_NUMBER', '4900000000000034'];
        yield 'security code' => ['card_conf_number', '98712345'];
        yield 'password' => ['connect_password', 'hush-hush'];
        yield 'token' => ['card_token', 'tok_0123456789'];
        yield 'hash' => ['hc', 'abcdef0123456789'];
        yield 'name' => ['customer_name', 'YAMADATARO'];
        yield 'telephone' => ['customer_tel', '0312345678'];
    }

    #[DataProvider('secrets')]
    public function testSecretsAreMaskedInTheRequest(string $name, string $secret): void
    {
        $this->post('1', [$name => $secret]);

        self::assertStringContainsString("$name=", $this->log());
        self::assertStringNotContainsString($secret, $this->log());
    }

    public function testSecurityCodeShowsNoDigit(): void
    {
        $this->post('1', ['card_conf_number' => '987', 'memo' => 'end']);

        self::assertMatchesRegularExpression('/card_conf_number=[^0-9&]*&memo=/', $this->log());
    }

    public function testSecretsAreMaskedInTheResponse(): void
    {
        BodyServer::get()->serve(Answer::body("result=0\r\ncustomer_name=YAMADATARO\r\ncard_number=4900000000000012\r\n"));
        $this->post('1');

        self::assertStringContainsString('customer_name=', $this->log());
        self::assertStringNotContainsString('YAMADATARO', $this->log());
        self::assertStringNotContainsString('4900000000000012', $this->log());
    }

    /** @return iterable<string, array{string}> */
    public static function off(): iterable
    {
        yield 'zero' => ['0'];
        yield 'blank' => [''];
        yield 'false (O-35)' => ['false'];
        yield 'off (O-35)' => ['off'];
        yield 'no (O-35)' => ['no'];
    }

    #[DataProvider('off')]
    public function testNothingIsLoggedWithDebugOff(string $flag): void
    {
        $this->post($flag);

        self::assertFileDoesNotExist($this->path);
    }

    public function testErrorsAreLoggedWithDebugOff(): void
    {
        BodyServer::get()->serve(Answer::nothing());
        $this->post('0', ['card_number' => '4900000000000012']);

        self::assertMatchesRegularExpression(self::LINE . '\d+: [^\n]+\n\z~', $this->log());
        self::assertStringNotContainsString('4900', $this->log());
    }

    public function testBadStatusIsLoggedWithDebugOff(): void
    {
        BodyServer::get()->serve(Answer::body('x', 500));
        $this->post('0');

        self::assertMatchesRegularExpression(self::LINE . '[^\n]*500[^\n]*\n\z~', $this->log());
    }

    public function testBlankPathIsSilent(): void
    {
        BodyServer::get()->serve(Answer::nothing());
        $post = Post::send(['telegram_kind' => '020'], ['debug_flg' => '1', 'log_output_path' => ' ']);

        self::assertSame(['E02005'], $post->raised->codes());
    }

    public function testFileIsCreatedForItsOwnerAlone(): void
    {
        $this->post('1');

        self::assertSame('0600', substr(sprintf('%o', fileperms($this->path)), -4));
    }

    /** A throwing error handler must not turn an answered telegram into an exception. */
    public function testLogThatCannotBeWrittenTellsTheErrorLogAndDoesNotFail(): void
    {
        $errors = Scratch::directory('errors') . '/php.log';
        $before = ini_set('error_log', $errors);
        try {
            $post = Post::send(['telegram_kind' => '020'], ['debug_flg' => '1', 'log_output_path' => '/nowhere/x.log']);
        } finally {
            ini_set('error_log', (string) $before);
        }

        self::assertTrue($post->result, $post->message);
        self::assertSame([], $post->raised->warnings);
        self::assertStringContainsString('paygent: E01901:', (string) file_get_contents($errors));
        self::assertStringContainsString('/nowhere/x.log', (string) file_get_contents($errors));
    }

    public function testLogThatCannotBeWrittenWarnsWhereTheTelegramFailed(): void
    {
        BodyServer::get()->serve(Answer::nothing());
        $post = Post::send(['telegram_kind' => '020'], ['log_output_path' => '/nowhere/x.log']);

        self::assertSame('E02005', $post->result);
        self::assertContains('E01901', $post->raised->codes());
    }

    public function testDebugCanBeSwitchedOnInThePublicField(): void
    {
        $path = $this->path;
        Post::send(['telegram_kind' => '020'], ['log_output_path' => $path], static function ($module): void {
            $module->debugFlg = 1;
        });

        self::assertStringContainsString('request: telegram_kind=020', $this->log());
    }

    /** @param array<string, string> $fields */
    private function post(string $debug, array $fields = []): void
    {
        Post::send(
            ['telegram_kind' => '020'] + $fields,
            ['log_output_path' => $this->path, 'debug_flg' => $debug],
        );
    }

    private function log(): string
    {
        return (string) file_get_contents($this->path);
    }
}

<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Post;
use Paygent\Tests\Support\Raised;
use Paygent\Tests\Support\Scratch;
use Paygent\Tests\Support\Settings;
use PaygentModule\Entity\PaymentResponseDataImpl;
use PaygentModule\Entity\ReferenceResponseDataImpl;
use PaygentModule\Internal\Loose;
use PaygentModule\System\PaygentB2BModule;
use PHPUnit\Framework\TestCase;

/** The facade's members (connection-module 3.1, 3.2, 4). */
final class FacadeTest extends TestCase
{
    public function testGettersBeforeAnyPost(): void
    {
        $module = new PaygentB2BModule();

        self::assertNull($module->getResultStatus());
        self::assertNull($module->getResponseCode());
        self::assertNull($module->getResponseDetail());
        self::assertSame('', $module->getResultMessage());
        self::assertFalse($module->hasResNext());
        self::assertNull($module->resNext());
    }

    public function testReqGetGivesBackWhatWasPut(): void
    {
        $module = new PaygentB2BModule();
        $module->reqPut('amount', 0);
        $module->reqPut('nothing', null);
        $module->reqPut('flag', false);

        self::assertSame(0, $module->reqGet('amount'));
        self::assertSame('', $module->reqGet('nothing'));
        self::assertFalse($module->reqGet('flag'));
    }

    public function testReqGetOfAnUnknownKeyIsAWarningAndNull(): void
    {
        $raised = new Raised();

        self::assertNull($raised->during(static fn () => (new PaygentB2BModule())->reqGet('unknown')));
        self::assertSame(['Undefined array key "unknown"'], $raised->others);
    }

    public function testSettersAndGetters(): void
    {
        $module = new PaygentB2BModule();
        foreach (['SendFilePath', 'ResultCsv', 'DefaultId', 'DefaultPassword', 'Timeout', 'SelectMaxCnt'] as $name) {
            self::assertNull([$module, "get$name"]());
            [$module, "set$name"](7);
            self::assertSame(7, [$module, "get$name"]());
        }
    }

    public function testRecordsAreReadOnceForwards(): void
    {
        BodyServer::get()->serve(Answer::body("1,0\r\n2,a\r\n3,x\r\n3,y\r\n4,2\r\n"));
        $module = Post::send(['telegram_kind' => '020'])->module;
        $module->reqPut('telegram_kind', '027');
        self::assertTrue($module->post());

        self::assertTrue($module->hasResNext());
        self::assertSame(['a' => 'x'], $module->resNext());
        self::assertSame(['a' => 'y'], $module->resNext());
        self::assertFalse($module->hasResNext());
        self::assertNull($module->resNext());
    }

    public function testAnswerObjectIsOfTheKindsClass(): void
    {
        BodyServer::get()->serve(Answer::body("result=0\r\na=b\r\n"), Answer::body("1,0\r\n2,a\r\n3,x\r\n4,1\r\n"));
        $module = Post::send(['telegram_kind' => '020'])->module;
        self::assertInstanceOf(PaymentResponseDataImpl::class, $module->responseData);
        self::assertSame([['a' => 'b']], $module->responseData->data);

        $module->reqPut('telegram_kind', '027');
        $module->post();
        self::assertInstanceOf(ReferenceResponseDataImpl::class, $module->responseData);
        self::assertSame(['a'], $module->responseData->dataHeader);
        self::assertSame([['a' => 'x']], $module->responseData->data);
        self::assertSame('027', $module->telegramKind);
    }

    public function testPublicFieldsAreWhatPostSendsWith(): void
    {
        BodyServer::get()->serve(Answer::body("result=0\r\n"));
        $dir = BodyServer::get()->dir;

        $post = Post::send(
            ['telegram_kind' => '020'],
            ['client_file_path' => '/nowhere/client.pem', 'ca_file_path' => '/nowhere/ca.crt'],
            static function (PaygentB2BModule $module) use ($dir): void {
                $module->clientFilePath = $dir . '/client.pem';
                $module->caFilePath = $dir . '/ca.crt';
                $module->defaultId = 12345;
                $module->telegramParam['amount'] = 100;
            },
        );

        self::assertTrue($post->result, $post->message);
        $fields = BodyServer::get()->requests()[0]->fields();
        self::assertSame('12345', $fields['connect_id']);
        self::assertSame('100', $fields['amount']);
    }

    public function testParameterTakenOutOfThePublicMapIsNotSentAgain(): void
    {
        BodyServer::get()->serve(Answer::body("result=0\r\n"));
        $post = Post::send(['telegram_kind' => '020', 'card_number' => '4900000000000000', 'memo' => 'x']);
        unset($post->module->telegramParam['card_number']);

        $post->again([]);

        self::assertSame(
            'telegram_kind=020&memo=x&connect_id=defid&connect_password=defpw',
            BodyServer::get()->requests()[1]->body,
        );
    }

    public function testProxyFieldsAreUsed(): void
    {
        $post = Post::send(['telegram_kind' => '020'], [], static function (PaygentB2BModule $module): void {
            $module->proxyServerName = 'proxy.invalid';
            $module->proxyServerPort = 3128;
        });

        self::assertStringStartsWith('E02005: 5: ', $post->message);
    }

    public function testArrayValueIsRefused(): void
    {
        BodyServer::get()->serve(Answer::body("result=0\r\n"));
        $post = Post::send(['telegram_kind' => '020', 'items' => ['4900000000000000']]);

        self::assertSame('E02003', $post->result);
        self::assertSame(['E02003'], $post->raised->codes());
        self::assertStringContainsString('items', $post->message);
        self::assertStringNotContainsString('4900', $post->message);
        self::assertSame([], BodyServer::get()->requests());
    }

    public function testObjectWithoutTextIsRefused(): void
    {
        self::assertSame('E02003', Post::send(['telegram_kind' => '020', 'x' => new \stdClass()])->result);
    }

    public function testNothingSecretIsDumped(): void
    {
        BodyServer::get()->serve(Answer::body("result=0\r\ncustomer_name=YAMADA\r\n"));
        $module = Post::send(['telegram_kind' => '020', 'card_number' => '4900000000000012'])->module;

        ob_start();
        var_dump($module);
        $dump = ob_get_clean() . print_r($module, true) . json_encode($module, JSON_THROW_ON_ERROR);

        self::assertStringContainsString('card_number', $dump);
        self::assertStringNotContainsString('4900', $dump);
        self::assertStringNotContainsString('YAMADA', $dump);
        self::assertStringNotContainsString('defpw', $dump);
    }

    public function testItCannotBeSerialized(): void
    {
        $module = Post::send(['telegram_kind' => ''])->module;

        $this->expectException(\Exception::class);
        serialize($module);
    }

    public function testThrowingErrorHandlerTurnsWarningsIntoExceptions(): void
    {
        $module = new PaygentB2BModule(Settings::file());
        $module->init();
        set_error_handler(static function (int $level, string $text): never {
            throw new \ErrorException($text, 0, $level);
        });
        try {
            $module->post();
            self::fail('no exception');
        } catch (\ErrorException $error) {
            self::assertStringStartsWith('E02003: ', $error->getMessage());
        } finally {
            restore_error_handler();
        }
        self::assertStringStartsWith('E02003: ', $module->getResultMessage());
    }

    public function testInternalStepsCanBeCalled(): void
    {
        $path = Scratch::directory('send') . '/file';
        file_put_contents($path, 'content');
        $module = new PaygentB2BModule(Settings::file());
        $module->init();
        $module->reqPut('telegram_kind', '027');
        $module->reqPut('claim_kana', mb_convert_encoding('ガ', 'SJIS-win', 'UTF-8'));
        $module->setSendFilePath($path);

        self::assertTrue($module->postErrorCheck());
        self::assertTrue($module->isModuleParamCheck());
        self::assertTrue($module->isTeregramParamCheck());
        self::assertTrue($module->isResultCSV());
        self::assertTrue($module->isTeregramParamKeyNullCheck());
        self::assertTrue($module->isTelegramParamKeyLenCheck());
        self::assertTrue($module->isTelegramParamValueLenCheck());
        self::assertNull($module->validateTelegramLengthCheck());
        self::assertFalse($module->isProxyDataSet());
        self::assertTrue($module->isParseProcess());
        self::assertFalse($module->isCSVOutput());
        self::assertFalse($module->isFilePaymentOutput());
        $module->setTelegramParamUnsetting();
        self::assertSame(
            ['telegram_kind', 'claim_kana', 'connect_id', 'connect_password', 'limit_count'],
            array_keys($module->telegramParam),
        );
        $module->replaceTelegramKana();
        self::assertSame('ｶﾞ', mb_convert_encoding(Loose::textOrBlank($module->reqGet('claim_kana')), 'UTF-8', 'SJIS-win'));
        self::assertNull($module->convertFileData());
        self::assertSame('content', $module->reqGet('data'));
    }

    public function testInternalChecksSeeWhatIsWrong(): void
    {
        $module = new PaygentB2BModule(Settings::file());
        $module->init();
        self::assertFalse($module->isTeregramParamCheck());
        $module->reqPut('telegram_kind', '020');
        $module->setTimeout(0);
        self::assertFalse($module->isModuleParamCheck());
        $module->setTimeout(1);
        $module->setResultCsv('/nowhere/x.csv');
        self::assertFalse($module->isResultCSV());
        $module->reqPut('telegram_kind', '027');
        self::assertFalse($module->isParseProcess());
        $module->reqPut('telegram_kind', '201');
        self::assertTrue($module->isFilePaymentOutput());
        $module->proxyServerIp = '127.0.0.1';
        $module->proxyServerPort = '8080';
        self::assertTrue($module->isProxyDataSet());
        $module->reqPut('', 'x');
        self::assertFalse($module->isTeregramParamKeyNullCheck());
        $raised = new Raised();
        self::assertSame('E02002', $raised->during($module->postErrorCheck(...)));
        self::assertSame(['E02002'], $raised->codes());
        self::assertStringStartsWith('E02002: ', $module->getResultMessage());
        self::assertSame('E01005', $raised->during(static function () use ($module) {
            $module->setSendFilePath('/nowhere/file');

            return $module->convertFileData();
        }));
    }
}

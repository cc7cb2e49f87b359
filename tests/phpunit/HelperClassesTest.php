<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Raised;
use Paygent\Tests\Support\Scratch;
use Paygent\Tests\Support\Settings;
use PaygentModule\Entity\FilePaymentResponseDataImpl;
use PaygentModule\Entity\PaymentResponseDataImpl;
use PaygentModule\Entity\ReferenceResponseDataImpl;
use PaygentModule\Entity\ResponseData;
use PaygentModule\Entity\ResponseDataFactory;
use PaygentModule\Exception\PaygentB2BModuleConnectException;
use PaygentModule\Exception\PaygentB2BModuleException;
use PaygentModule\System\PaygentB2BModule;
use PaygentModule\System\PaygentB2BModuleResources;
use PaygentModule\Util\CSVTokenizer;
use PaygentModule\Util\CSVWriter;
use PaygentModule\Util\Encoder;
use PaygentModule\Util\HttpsRequestSender;
use PaygentModule\Util\PaygentB2BModuleLogger;
use PaygentModule\Util\StringUtil;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** The classes beside the facade (connection-module 3.3 to 3.10). */
final class HelperClassesTest extends TestCase
{
    private string $includePath = '';

    /** Some of these classes read the process-wide settings. */
    protected function setUp(): void
    {
        $this->includePath = (string) get_include_path();
        set_include_path(dirname(Settings::file()) . PATH_SEPARATOR . $this->includePath);
    }

    protected function tearDown(): void
    {
        set_include_path($this->includePath);
    }

    private static function resources(): PaygentB2BModuleResources
    {
        $module = new PaygentB2BModule(Settings::file());
        $module->init();
        self::assertInstanceOf(PaygentB2BModuleResources::class, $module->masterFile);

        return $module->masterFile;
    }

    public function testResourcesLookUp(): void
    {
        $resources = self::resources();

        self::assertSame(BodyServer::get()->url('/n/02/request'), $resources->getUrl('020'));
        self::assertSame(BodyServer::get()->url('/n/091/request'), $resources->getUrl('091'));
        self::assertTrue($resources->isTelegramKindUtf8('450'));
        self::assertFalse($resources->isTelegramKindUtf8('020'));
        self::assertTrue($resources->isTelegramKindRef('027'));
        self::assertFalse($resources->isTelegramKindRef(27), 'O-23');
        self::assertSame(['027', '090'], $resources->telegramKindRefs);
        self::assertSame(['a', 'b'], $resources->split(' a,, b ,', ','));
        $raised = new Raised();
        self::assertFalse($raised->during(static fn () => $resources->getUrl('990')));
        self::assertSame(['E02003'], $raised->codes());
    }

    public function testResourcesChecksOfAMap(): void
    {
        $resources = self::resources();
        $map = $resources->parseJavaProperty(Settings::file());
        self::assertIsArray($map);
        self::assertSame('35', $map['paygentB2Bmodule.timeout_value']);

        self::assertTrue($resources->isPropertiesIndispensableItem($map));
        self::assertTrue($resources->isPropertiesSetData($map));
        self::assertTrue($resources->isPropertieSetInt($map));
        self::assertFalse($resources->isURLNull($map));
        self::assertFalse($resources->isPropertiesIndispensableItem([]));
        self::assertFalse($resources->isPropertiesSetData(['paygentB2Bmodule.timeout_value' => ''] + $map));
        self::assertFalse($resources->isPropertieSetInt(['paygentB2Bmodule.timeout_value' => 'x'] + $map));
        self::assertTrue($resources->isURLNull(['paygentB2Bmodule.url.02' => ''] + $map));
        self::assertTrue($resources->isURLNull('no array'));
        self::assertFalse($resources->parseJavaProperty('/nowhere/file'));
    }

    public function testFactoryChoosesByKind(): void
    {
        self::assertInstanceOf(FilePaymentResponseDataImpl::class, ResponseDataFactory::create('201'));
        self::assertInstanceOf(PaymentResponseDataImpl::class, [new ResponseDataFactory(), 'create']('020'));
        self::assertNull((new ResponseData())->parse('result=0'));
    }

    public function testPaymentAnswerParsesByItself(): void
    {
        $answer = new PaymentResponseDataImpl();

        self::assertTrue($answer->parse("result=1\r\nresponse_code=P010\r\nresponse_detail=x\r\npayment_id=1\r\n"));
        self::assertSame('1', $answer->getResultStatus());
        self::assertSame('P010', $answer->getResponseCode());
        self::assertSame('x', $answer->getResponseDetail());
        self::assertTrue($answer->hasResNext());
        self::assertSame([['payment_id' => '1']], $answer->data);
        self::assertSame(0, $answer->currentIndex);
        self::assertSame(['payment_id' => '1'], $answer->resNext());
        self::assertSame(1, $answer->currentIndex);
        self::assertNull($answer->resNext());
    }

    public function testPaymentAnswerWithoutResultWarns(): void
    {
        $answer = new PaymentResponseDataImpl();
        $raised = new Raised();

        self::assertSame('E02005', $raised->during(static fn () => $answer->parse("payment_id=1\r\n")));
        self::assertSame(['E02005'], $raised->codes());
        self::assertSame(['payment_id' => '1'], $answer->resNext());
    }

    public function testReferenceAnswerParsesByItself(): void
    {
        $body = "\"1\",\"0\",\"\",\"\"\r\n\"2\",\"a\",\"b\"\r\n\"3\",\"x\",\"y\"\r\n\"4\",\"1\"\r\n";
        $answer = new ReferenceResponseDataImpl();

        self::assertTrue($answer->parse($body));
        self::assertSame(['a', 'b'], $answer->dataHeader);
        self::assertSame([['a' => 'x', 'b' => 'y']], $answer->data);
        self::assertSame(1, $answer->getDataCount($body));
        self::assertSame('E01901', $answer->getDataCount("1,0\r\n4,x\r\n"));
        self::assertTrue($answer->parseResultOnly($body));
        self::assertFalse($answer->hasResNext());
        $path = Scratch::directory('csv') . '/out.csv';
        self::assertTrue($answer->writeCSV($body, $path));
        self::assertSame($body . "\r\n", file_get_contents($path));
        $raised = new Raised();
        self::assertSame('E01004', $raised->during(static fn () => $answer->writeCSV($body, '/nowhere/x.csv')));
        self::assertSame(['E01004'], $raised->codes());
    }

    public function testFilePaymentAnswerParsesOnlyTheResult(): void
    {
        $body = "1,,,,,,1,9103,\"x\"\r\n\r\n4,,,,,,\r\n";
        $answer = new FilePaymentResponseDataImpl();
        $raised = new Raised();

        self::assertSame('E01005', $raised->during(static fn () => $answer->parse($body)));
        self::assertSame(['E01005'], $raised->codes());
        self::assertTrue($answer->parseResultOnly($body));
        self::assertSame(['1', '9103', '"x"'], [
            $answer->getResultStatus(), $answer->getResponseCode(), $answer->getResponseDetail(),
        ]);
        self::assertFalse($answer->hasResNext());
        self::assertNull($answer->resNext());
        $path = Scratch::directory('csv') . '/out.csv';
        self::assertTrue($answer->writeCSV($body, $path));
        self::assertSame("1,,,,,,1,9103,\"x\"\r\n4,,,,,,\r\n", file_get_contents($path));
    }

    /** @return iterable<string, array{string, list<string>}> */
    public static function lines(): iterable
    {
        yield 'plain' => ['a,b,c', ['a', 'b', 'c']];
        yield 'enveloped' => ['"a","b,c","say ""hi"""', ['a', 'b,c', 'say "hi"']];
        yield 'trailing comma' => ['a,', ['a', '']];
        yield 'quote after a blank' => ['a, "b,c"', ['a', ' "b', 'c"']];
        yield 'text after the closing quote' => ['"a"b,c', ['ab', 'c']];
        yield 'never closed' => ['"a,b', ['a,b']];
        yield 'quotes in an unquoted field (O-27)' => ['"q",b"c', ['q', 'b"c']];
    }

    /** @param list<string> $fields */
    #[DataProvider('lines')]
    public function testTokenizer(string $line, array $fields): void
    {
        self::assertSame($fields, (new CSVTokenizer())->parseCSVData($line));
    }

    public function testTokenizerWithOtherMarks(): void
    {
        self::assertSame([], (new CSVTokenizer())->parseCSVData(null));
        self::assertSame(['a;b', 'c'], (new CSVTokenizer(['constants'], ';', "'"))->parseCSVData("'a;b';c"));
        $tokenizer = new CSVTokenizer();
        $tokenizer->parseCSVData('"a,b",c');
        self::assertSame(5, $tokenizer->getEndPosition(0));
        self::assertSame(7, $tokenizer->getEndPosition(6));
        self::assertSame('say "hi"', $tokenizer->cnvKnmString('"say ""hi"""'));
    }

    public function testWriter(): void
    {
        $path = Scratch::directory('csv') . '/out.csv';
        file_put_contents($path, 'old');
        $writer = new CSVWriter($path);

        self::assertFalse($writer->writeOneLine('before open'));
        self::assertTrue($writer->open());
        self::assertTrue($writer->writeOneLine('as,it is'));
        self::assertTrue($writer->writeOneLine(['a', 'say "hi"', 3]));
        $writer->setNewLine("\n");
        self::assertTrue($writer->writeOneLine(''));
        $writer->close();
        self::assertSame("as,it is\r\n\"a\",\"say \"\"hi\"\"\",\"3\"\r\n\n", file_get_contents($path));
        $raised = new Raised();
        self::assertFalse($raised->during((new CSVWriter('/nowhere/x.csv'))->open(...)));
        self::assertNotSame([], $raised->others);
    }

    public function testStringUtil(): void
    {
        self::assertTrue(StringUtil::isEmpty(null));
        self::assertTrue(StringUtil::isEmpty(" \t\r\n\0\x0B"));
        self::assertFalse(StringUtil::isEmpty('0'));
        self::assertFalse(StringUtil::isEmpty(0));
        self::assertSame(['a', 'b', ''], StringUtil::split('a,b,', ','));
        self::assertSame([''], StringUtil::split('', ','));
        self::assertSame(['a', 'b,c'], StringUtil::split('a,b,c', ',', 2));
        self::assertSame(['a', 'b', 'c'], StringUtil::split('abc', ''));
        self::assertSame(['a', 'bc'], StringUtil::split('abc', '', 2));
        self::assertTrue(StringUtil::isNumeric('-1'));
        self::assertTrue(StringUtil::isNumeric('1e1'));
        self::assertFalse(StringUtil::isNumeric('1x'));
        self::assertTrue(StringUtil::isNumericLength('123', 3));
        self::assertFalse(StringUtil::isNumericLength('123', 4));
        self::assertNull(StringUtil::convertKatakanaZenToHan(''));
        self::assertNull(StringUtil::convertKatakanaZenToHan(null));
        self::assertSame(
            'ｶﾞｯｺｳ',
            mb_convert_encoding(
                (string) StringUtil::convertKatakanaZenToHan(mb_convert_encoding('ガッコウ', 'SJIS-win', 'UTF-8')),
                'UTF-8',
                'SJIS-win',
            ),
        );
    }

    public function testEncoder(): void
    {
        $sjis = mb_convert_encoding('髙①', 'SJIS-win', 'UTF-8');
        $encoder = new Encoder();
        $raised = new Raised();

        self::assertTrue($encoder->encode(['name' => $sjis], '020'));
        self::assertSame(['name' => $sjis], $encoder->getParams());
        self::assertSame($sjis, $encoder->decode($sjis));
        self::assertFalse($raised->during(static fn () => $encoder->encode([], '450')));
        self::assertSame('E01006', $encoder->getErrorCode());
        self::assertStringStartsWith('E01006: ', $encoder->getResultMessage());
        self::assertFalse($raised->during(static fn () => $encoder->setEncoding('SJIS')));
        self::assertTrue($encoder->setEncoding('Shift_JIS'));
        self::assertSame('', $encoder->getErrorCode());
        self::assertTrue($encoder->encode(['name' => $sjis, 'n' => 5], '450'));
        self::assertSame(['name' => '髙①', 'n' => '5'], $encoder->getParams());
        self::assertSame($sjis, $encoder->decode('髙①'));
        self::assertFalse($raised->during(static fn () => $encoder->encode([], '020')));
        self::assertSame(['E01006', 'E01006', 'E01006'], $raised->codes());
    }

    public function testErrorClasses(): void
    {
        foreach ([PaygentB2BModuleException::class, PaygentB2BModuleConnectException::class] as $class) {
            $error = new $class('E02005');
            self::assertSame('E02005', $error->getErrorCode());
            self::assertNull((new $class('E02005', 'text'))->getLocalizedMessage());
            try {
                throw $error;
            } catch (\Exception $caught) {
                self::assertSame($error, $caught);
            }
        }
    }

    public function testLoggerWritesLines(): void
    {
        $logger = new PaygentB2BModuleLogger();
        $logger->filename = Scratch::directory('log') . '/x.log';
        $logger->debug('Shop', 'hello');
        $logger->debug('Shop', " \n");

        self::assertMatchesRegularExpression(
            '~\A\d{4}/\d\d/\d\d \d\d:\d\d:\d\d Shop hello\n\z~',
            (string) file_get_contents($logger->filename),
        );
        self::assertMatchesRegularExpression('~\A[0-9/]+ [0-9:]+ Shop text\n\z~', $logger->outputMsg('text', 'Shop'));
        $logger->filename = '/nowhere/x.log';
        $raised = new Raised();
        $raised->during(static fn () => $logger->debug('Shop', 'hello'));
        self::assertSame(['E01901'], $raised->codes());
        self::assertStringContainsString('/nowhere/x.log', $raised->warnings[0]);
    }

    public function testSenderSendsOnce(): void
    {
        $server = BodyServer::get();
        $server->serve(Answer::body("result=0\r\n"), Answer::body('', 500));
        $sender = new HttpsRequestSender($server->url());
        $sender->setClientCertificatePath($server->dir . '/client.pem');
        $sender->setCaCertificatePath($server->dir . '/ca.crt');
        $sender->setTimeout(10);

        self::assertTrue($sender->postRequestBody(['a' => 'b c', 'n' => 5], 0), $sender->getResultMessage());
        self::assertSame("result=0\r\n", $sender->getResponseBody());
        self::assertSame(200, $sender->statusCode);
        $raised = new Raised();
        self::assertSame('E02005', $raised->during(static fn () => $sender->postRequestBody([], 0)));
        self::assertSame(['E02005'], $raised->codes());
        self::assertSame('a=b+c&n=5', $server->requests()[0]->body);
        self::assertCount(2, $server->requests());
    }

    public function testSenderHelpers(): void
    {
        $sender = new HttpsRequestSender(['constants'], 'https://example.invalid/x');

        self::assertSame(strlen('https://example.invalid/x?a=b&c='), $sender->getTelegramLength(['a' => 'b', 'c' => null]));
        self::assertSame('a=%7E%2A', $sender->convertToUrlEncodedString(['a' => '~*'], false));
        self::assertStringNotContainsString('4900', $sender->convertToUrlEncodedString(['card_number' => '4900'], true));
        self::assertTrue($sender->parseStatusLine('HTTP/1.1 206 Partial Content'));
        self::assertSame('E02005', $sender->parseStatusLine('HTTP/1.1 302 Found'));
        self::assertTrue($sender->parseResponse("HTTP/1.1 200 OK\r\nX-Y: z \r\nEmpty:\r\n\r\nbody"));
        self::assertSame(['X-Y' => 'z', 'Empty' => null], $sender->responseHeader);
        self::assertSame('body', $sender->getResponseBody());
        $sender->setProxyInfo('proxy', '0');
        self::assertFalse($sender->isUsingProxy);
        $sender->setProxyInfo('proxy', '8080');
        self::assertTrue($sender->isUsingProxy);
    }
}

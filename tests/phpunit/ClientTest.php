<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Client;
use Paygent\Exception\ConfigException;
use Paygent\Exception\PaygentException;
use Paygent\Exception\RequestException;
use Paygent\Exception\ResponseException;
use Paygent\Exception\TransportException;
use Paygent\Response;
use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Certificates;
use Paygent\Tests\Support\Scratch;
use Paygent\Tests\Support\Settings;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** The modern API: UTF-8 in and out, exceptions that say what may have happened. */
final class ClientTest extends TestCase
{
    /** @param array<string, string|null> $settings */
    private static function client(string $body = "result=0\r\n", array $settings = []): Client
    {
        BodyServer::get()->serve(Answer::body($body));

        return Client::fromConfig(Settings::file($settings));
    }

    public function testTextIsUtf8BothWays(): void
    {
        $body = mb_convert_encoding("result=1\r\nresponse_code=P010\r\nresponse_detail=①髙～－\r\nname=㈱\r\n", 'SJIS-win', 'UTF-8');

        $response = self::client($body)->send('020', ['memo' => '①髙～－', 'claim_kana' => 'カナガ①']);

        $fields = BodyServer::get()->requests()[0]->fields();
        self::assertSame(mb_convert_encoding('①髙～－', 'SJIS-win', 'UTF-8'), $fields['memo']);
        self::assertSame(mb_convert_encoding('ｶﾅｶﾞ①', 'SJIS-win', 'UTF-8'), $fields['claim_kana']);
        self::assertSame('020', $fields['telegram_kind']);
        self::assertSame(['1', 'P010', '①髙～－'], [$response->status(), $response->code(), $response->detail()]);
        self::assertSame('㈱', $response->get('name'));
        self::assertNull($response->get('unknown'));
        self::assertFalse($response->isSuccess());
        self::assertSame($body, $response->rawBody());
    }

    public function testUtf8KindNeedsNothingMore(): void
    {
        $response = self::client("result=0\r\nname=𠮷\r\n")->send('450', ['name' => '𠮷']);

        self::assertSame('𠮷', BodyServer::get()->requests()[0]->fields()['name']);
        self::assertSame('𠮷', $response->get('name'));
    }

    public function testValuesOfOtherTypes(): void
    {
        self::client()->send('020', ['i' => 1080, 't' => true, 'f' => false, 'n' => null]);

        self::assertSame(
            ['i' => '1080', 't' => '1', 'f' => '', 'n' => ''],
            array_intersect_key(BodyServer::get()->requests()[0]->fields(), array_flip(['i', 't', 'f', 'n'])),
        );
    }

    public function testRowsAreIterableCountableAndAnArray(): void
    {
        $response = self::client("1,0\r\n2,a,b\r\n3,x,y\r\n3,z,\r\n4,2\r\n")->send('027');
        $rows = [['a' => 'x', 'b' => 'y'], ['a' => 'z', 'b' => '']];

        self::assertSame($rows, iterator_to_array($response->rows()));
        self::assertSame($rows, iterator_to_array($response));
        self::assertSame($rows, $response->toArray());
        self::assertCount(2, $response);
        self::assertSame('x', $response->get('a'));
    }

    public function testHundredTwentyThousandCellsAreRead(): void
    {
        $body = "1,0\r\n2,c0,c1,c2\r\n" . str_repeat("3,\"\x8D\x82\x8B\xB4\",b,c\r\n", 40000) . "4,40000\r\n";
        $count = 0;
        foreach (self::client($body)->send('027')->rows() as $row) {
            $count += $row === ['c0' => '高橋', 'c1' => 'b', 'c2' => 'c'] ? 1 : 0;
        }

        self::assertSame(40000, $count);
    }

    public function testMissingSettingsFile(): void
    {
        try {
            Client::fromConfig('/nowhere/modenv_properties.conf');
            self::fail('no exception');
        } catch (ConfigException $error) {
            self::assertSame('E01001', $error->vendorCode());
            self::assertStringContainsString('/nowhere/modenv_properties.conf', $error->getMessage());
        }
    }

    public function testBadSettingIsNamedWithItsLine(): void
    {
        $path = Settings::text("<?php\n" . substr(Settings::lines(['timeout_value' => 'soon']), 6));
        $line = 0;
        foreach ((array) file($path) as $number => $text) {
            $line = str_contains((string) $text, 'timeout_value') ? $number + 1 : $line;
        }
        try {
            Client::fromConfig($path);
            self::fail('no exception');
        } catch (ConfigException $error) {
            self::assertSame('E01002', $error->vendorCode());
            self::assertStringContainsString('timeout_value', $error->getMessage());
            self::assertStringContainsString($path, $error->getMessage());
            self::assertMatchesRegularExpression("/\\b$line\\b/", $error->getMessage());
        }
    }

    /** @return iterable<string, array{string, array<string, string>, string, string|null}> */
    public static function badTelegrams(): iterable
    {
        yield 'no kind' => ['', [], 'E02003', null];
        yield 'kind without URL' => ['990', [], 'E02003', null];
        yield 'unmappable character' => ['020', ['memo' => '𠮷'], 'E02003', 'memo'];
        yield 'invalid UTF-8' => ['020', ['memo' => "\xFF"], 'E02003', 'memo'];
        yield 'value too long' => ['020', ['memo' => str_repeat('x', 102401)], 'E02002', 'memo'];
        yield 'empty key' => ['020', ['' => 'x'], 'E02002', null];
    }

    /** @param array<string, string> $fields */
    #[DataProvider('badTelegrams')]
    public function testBadTelegramIsARequestExceptionAndNotSent(string $kind, array $fields, string $code, ?string $field): void
    {
        $client = self::client();
        try {
            $client->send($kind, $fields);
            self::fail('no exception');
        } catch (RequestException $error) {
            if ($field !== null) {
                self::assertSame($field, $error->field());
                self::assertStringNotContainsString($fields[$field], $error->getMessage());
            }
            self::assertMatchesRegularExpression('/\AE0[12]00\d\z/', $error->vendorCode());
        }
        self::assertSame([], BodyServer::get()->requests());
    }

    public function testMissingSendFileIsARequestException(): void
    {
        $this->expectException(RequestException::class);
        self::client()->send('200', [], '/nowhere/file');
    }

    public function testSendFileIsSent(): void
    {
        $path = Scratch::directory('send') . '/file';
        file_put_contents($path, "a\0b");
        self::client()->send('200', [], $path);

        self::assertSame("a\0b", BodyServer::get()->requests()[0]->fields()['data']);
    }

    public function testNotSent(): void
    {
        self::assertFailure(
            self::failure(self::client('', ['url.02' => 'https://127.0.0.1:1/'])),
            TransportException::NOT_SENT,
            7,
        );
    }

    /** @return iterable<string, array{string, string, int}> */
    public static function unusableFiles(): iterable
    {
        yield 'missing certificate' => ['client_file_path', '/nowhere/client.pem', 58];
        yield 'missing CA file' => ['ca_file_path', '/nowhere/ca.crt', 77];
        yield 'another CA' => ['ca_file_path', BodyServer::get()->dir . '/other-ca.crt', 60];
    }

    #[DataProvider('unusableFiles')]
    public function testUnusableFilesAreNotSentAndE02004(string $key, string $path, int $errno): void
    {
        $error = self::failure(self::client('', [$key => $path]));

        self::assertInstanceOf(TransportException::class, $error);
        self::assertSame(['E02004', $errno], [$error->vendorCode(), $error->errno()], $error->getMessage());
        self::assertSame(TransportException::NOT_SENT, $error->outcome());
        self::assertSame([], BodyServer::get()->requests());
    }

    public function testCertificateRefusedByTheServerIsNotSent(): void
    {
        $path = Scratch::directory('pem') . '/client.pem';
        Certificates::expired(BodyServer::get()->dir, $path);

        self::assertFailure(self::failure(self::client('', ['client_file_path' => $path])), TransportException::NOT_SENT, 56);
    }

    public function testBytesThatAreNoCp932BecomeQuestionMarks(): void
    {
        $response = self::client("result=0\r\nname=a\xFF\x82\r\nnext=b\r\n")->send('020');

        self::assertSame('a??', $response->get('name'));
        self::assertSame('b', $response->get('next'));
    }

    public function testUnknown(): void
    {
        $client = self::client();
        BodyServer::get()->serve(Answer::nothing());

        self::assertFailure(self::failure($client), TransportException::UNKNOWN, 52);
        self::assertCount(1, BodyServer::get()->requests());
    }

    public function testTimeOutAfterSendingIsUnknown(): void
    {
        $client = self::client('', ['timeout_value' => '1']);
        BodyServer::get()->serve(Answer::late(2500, "result=0\r\n"));

        self::assertFailure(self::failure($client), TransportException::UNKNOWN, 28);
        self::assertCount(1, BodyServer::get()->requests());
    }

    public function testAnsweredByABadStatus(): void
    {
        $client = self::client();
        BodyServer::get()->serve(Answer::body("result=0\r\n", 503));

        $error = self::failure($client);
        self::assertInstanceOf(TransportException::class, $error);
        self::assertSame(22, $error->errno());
        self::assertContains($error->outcome(), [TransportException::ANSWERED, TransportException::UNKNOWN]);
    }

    public function testAnswerWithoutResultIsAResponseException(): void
    {
        $error = self::failure(self::client("<html>maintenance</html>\r\n"));

        self::assertInstanceOf(ResponseException::class, $error);
        self::assertSame('E02005', $error->vendorCode());
    }

    public function testSendAllKeepsKeysAndMixesResults(): void
    {
        $client = self::client();
        $answers = $client->sendAll((static function (): iterable {
            yield 'good' => ['kind' => '020', 'fields' => ['memo' => 'x']];
            yield 'bad' => ['kind' => '990'];
            yield 7 => ['kind' => '020'];
        })(), 1);

        self::assertSame(['good', 'bad', 7], array_keys($answers));
        self::assertInstanceOf(Response::class, $answers['good']);
        self::assertInstanceOf(RequestException::class, $answers['bad']);
        self::assertInstanceOf(Response::class, $answers[7]);
        self::assertCount(2, BodyServer::get()->requests());
    }

    public function testCallbackThatThrowsStopsNewTelegrams(): void
    {
        $client = self::client();
        $thrown = new \LogicException('stop');
        try {
            $client->sendAll(
                array_fill(0, 10, ['kind' => '020']),
                concurrency: 1,
                onResult: static fn () => throw $thrown,
            );
            self::fail('no exception');
        } catch (TransportException $error) {
            self::assertSame($thrown, $error->getPrevious());
            self::assertContainsOnlyInstancesOf(Response::class, $error->results());
            self::assertCount(count(BodyServer::get()->requests()), $error->results());
            self::assertLessThan(10, count($error->results()));
        }
    }

    public function testNothingSecretIsDumpedOrSerialized(): void
    {
        $client = self::client("result=0\r\nname=YAMADA\r\n");
        $response = $client->send('020', ['card_number' => '4900000000000012']);

        $dump = print_r([$client, $response], true) . var_export($response->status(), true);
        self::assertStringNotContainsString('YAMADA', $dump);
        self::assertStringNotContainsString('defpw', $dump);
        foreach ([$client, $response] as $object) {
            try {
                serialize($object);
                self::fail($object::class . ' was serialized');
            } catch (\Exception $error) {
                self::assertStringContainsString('erializ', $error->getMessage());
            }
        }
    }

    public function testExceptionsCanBeMadeAndExtended(): void
    {
        $error = new class ('text') extends TransportException {
            protected $outcome = TransportException::NOT_SENT;
        };

        self::assertInstanceOf(PaygentException::class, $error);
        self::assertInstanceOf(\RuntimeException::class, $error);
        self::assertSame('text', $error->getMessage());
        self::assertSame(TransportException::NOT_SENT, $error->outcome());
        self::assertSame('E02005', $error->vendorCode());
    }

    private static function failure(Client $client): PaygentException
    {
        try {
            $client->send('020', ['card_number' => '4900000000000012']);
        } catch (PaygentException $error) {
            self::assertStringNotContainsString('4900', (string) $error);

            return $error;
        }
        self::fail('no exception');
    }

    private static function assertFailure(PaygentException $error, string $outcome, int $errno): void
    {
        self::assertInstanceOf(TransportException::class, $error);
        self::assertSame($outcome, $error->outcome());
        self::assertSame($errno, $error->errno());
        self::assertSame('E02005', $error->vendorCode());
        self::assertNotSame('', $error->getMessage());
    }
}

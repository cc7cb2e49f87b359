<?php

/**
 * Parity ledger: from the call to the server (O-01 to O-25).
 *
 * @return list<array<string, mixed>> shape: ParityTest
 */

declare(strict_types=1);

use Paygent\Tests\Provoke;
use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Post;
use Paygent\Tests\Support\Process;
use Paygent\Tests\Support\Raised;
use Paygent\Tests\Support\Scratch;
use Paygent\Tests\Support\Settings;
use PaygentModule\System\PaygentB2BModule;

return [
    [
        'no' => 'O-01', 'what' => 'No URL for the kind: a code instead of the text telegram_kind',
        'decision' => 'changed', 'old' => 'telegram_kind', 'ours' => 'E02003',
        'observe' => static fn () => Provoke::post(Provoke::GOOD, ['telegram_kind' => '990'])->result,
    ],
    [
        'no' => 'O-02', 'what' => 'The total size is enforced',
        'decision' => 'changed', 'old' => [true, 1], 'ours' => ['E02002', 0],
        'observe' => static fn () => [
            Provoke::post(Provoke::GOOD, ['telegram_kind' => '020', 'a' => str_repeat('x', 60000), 'b' => str_repeat('x', 60000)])->result,
            Provoke::count(),
        ],
    ],
    [
        'no' => 'O-03', 'what' => 'A missing send file stops the telegram',
        'decision' => 'changed', 'old' => [true, 1], 'ours' => ['E01005', 0],
        'observe' => static fn () => [
            Provoke::post(Provoke::GOOD, ['telegram_kind' => '200'], [], static fn (PaygentB2BModule $module) => $module
                ->setSendFilePath('/nowhere/file'))->result,
            Provoke::count(),
        ],
    ],
    [
        'no' => 'O-03', 'what' => 'A directory as send file stops the telegram',
        'decision' => 'changed', 'old' => [true, 1], 'ours' => ['E01005', 0],
        'observe' => static fn () => [
            Provoke::post(Provoke::GOOD, ['telegram_kind' => '200'], [], static fn (PaygentB2BModule $module) => $module
                ->setSendFilePath(__DIR__))->result,
            Provoke::count(),
        ],
    ],
    [
        'no' => 'O-04', 'what' => 'init() with bad settings returns the code and warns once',
        'decision' => 'changed', 'old' => [TypeError::class, ['E01001', 'E01001']], 'ours' => ['E01001', ['E01001']],
        'observe' => static function (): array {
            $raised = new Raised();
            try {
                $seen = $raised->during((new PaygentB2BModule('/nowhere/modenv_properties.php'))->init(...));
            } catch (TypeError $error) {
                $seen = $error::class;
            }

            return [$seen, $raised->codes()];
        },
    ],
    [
        'no' => 'O-05', 'what' => 'Content-Type on the wire, without charset',
        'decision' => 'kept', 'old' => 'application/x-www-form-urlencoded',
        'observe' => static function (): ?string {
            Provoke::post();

            return BodyServer::get()->requests()[0]->headers()['content-type'] ?? null;
        },
    ],
    [
        'no' => 'O-06', 'what' => 'The host name is verified',
        'decision' => 'changed', 'old' => true, 'ours' => 'E02004',
        'observe' => static fn () => Provoke::post(settings: [
            'url.02' => 'https://localhost:' . BodyServer::get()->port . '/',
        ])->result,
    ],
    [
        'no' => 'O-06', 'what' => 'not_use_ca_cert=true means the system\'s store, not no verification',
        'decision' => 'changed', 'old' => true, 'ours' => 'E02004',
        'observe' => static fn () => Provoke::post(settings: ['not_use_ca_cert' => 'true'])->result,
    ],
    [
        'no' => 'O-07', 'what' => 'An encrypted key opens with the vendor\'s fixed pass phrase',
        'decision' => 'kept', 'old' => true,
        'observe' => static function (): bool|string {
            $dir = BodyServer::get()->dir;
            $path = Scratch::directory('pem') . '/client.pem';
            $key = openssl_pkey_get_private((string) file_get_contents("$dir/client.key"));
            if ($key === false) {
                throw new RuntimeException('no key');
            }
            openssl_pkey_export_to_file($key, $path, 'changeit', ['config' => "$dir/openssl.cnf"]);
            file_put_contents($path, (string) file_get_contents("$dir/client.crt"), FILE_APPEND);

            return Provoke::post(settings: ['client_file_path' => $path])->result;
        },
    ],
    [
        'no' => 'O-08', 'what' => 'The status counts through a proxy too',
        'decision' => 'changed', 'old' => true, 'ours' => 'E02005',
        'observe' => static fn () => Provoke::answer([Answer::body(Provoke::GOOD, 500)], settings: [
            'proxy_server_ip' => '127.0.0.1',
            'proxy_server_port' => Process::start(
                Process::php([dirname(__DIR__, 2) . '/servers/connect_proxy.php']),
            )->line(),
        ])->result,
    ],
    [
        'no' => 'O-09', 'what' => 'Headers are no answer when the body is empty',
        'decision' => 'changed', 'old' => [true, '0: x'], 'ours' => ['E02005', ''],
        'observe' => static function (): array {
            $post = Provoke::answer([Answer::body('', 200, "result=0: x\r\n")]);

            return [$post->result, $post->status];
        },
    ],
    [
        'no' => 'O-10', 'what' => 'Interim answers are skipped',
        'decision' => 'changed', 'old' => 'E02005', 'ours' => true,
        'observe' => static fn () => Provoke::answer([Answer::raw(
            "HTTP/1.1 102 Processing\r\n\r\n" . Answer::head(200, "Content-Length: 24\r\n") . Provoke::GOOD,
        )])->result,
    ],
    [
        'no' => 'O-11', 'what' => 'A bad HTTP status warns and is in the message',
        'decision' => 'changed', 'old' => [[], false], 'ours' => [['E02005'], true],
        'observe' => static function (): array {
            $post = Provoke::answer([Answer::body('x', 503)]);

            return [$post->raised->codes(), str_contains($post->message, '503')];
        },
    ],
    [
        'no' => 'O-12', 'what' => 'A time-out is E02005 with number 28 in the message',
        'decision' => 'kept', 'old' => ['E02005', 'E02005: 28'],
        'observe' => static function (): array {
            $post = Provoke::answer([Answer::late(2500, Provoke::GOOD)], settings: ['timeout_value' => '1']);

            return [$post->result, substr($post->message, 0, 10)];
        },
    ],
    [
        'no' => 'O-13', 'what' => 'A failed handshake is E02005, not E02004',
        'decision' => 'kept', 'old' => 'E02005',
        'observe' => static function (): bool|string {
            $plain = Process::start(Process::php([dirname(__DIR__, 2) . '/servers/plain_server.php']));

            return Provoke::post(settings: ['url.02' => "https://127.0.0.1:{$plain->line()}/"])->result;
        },
    ],
    [
        'no' => 'O-14', 'what' => 'HTTP/1.1',
        'decision' => 'changed', 'old' => 'POST /n/02/request HTTP/1.0', 'ours' => 'POST /n/02/request HTTP/1.1',
        'observe' => static function (): string {
            Provoke::post();

            return BodyServer::get()->requests()[0]->line();
        },
    ],
    [
        'no' => 'O-14', 'what' => 'No Expect header, as with HTTP/1.0',
        'decision' => 'kept', 'old' => false,
        'observe' => static function (): bool {
            Provoke::post(Provoke::GOOD, ['telegram_kind' => '020', 'memo' => str_repeat('x', 50000)]);

            return isset(BodyServer::get()->requests()[0]->headers()['expect']);
        },
    ],
    [
        'no' => 'O-15', 'what' => 'TLS below 1.2 is refused',
        'decision' => 'unobservable',
        'reason' => 'With the OpenSSL of current distributions the vendor\'s libcurl refuses TLS 1.1 as well, so '
            . 'nothing differs to be seen; the transport tests of the core check our own limit.',
    ],
    [
        'no' => 'O-16', 'what' => 'After a failed post() the previous answer is gone',
        'decision' => 'changed', 'old' => '0', 'ours' => null,
        'observe' => static fn () => Provoke::answer([Answer::body(Provoke::GOOD), Answer::nothing()])->again([])->status,
    ],
    [
        'no' => 'O-17', 'what' => 'Values put by the caller stay for the next post()',
        'decision' => 'kept', 'old' => 'M001',
        'observe' => static function (): ?string {
            Provoke::post(Provoke::GOOD, ['telegram_kind' => '020', 'merchant_id' => 'M001'])->again([]);

            return Provoke::sent('merchant_id', 1);
        },
    ],
    [
        'no' => 'O-17', 'what' => 'An injected limit_count does not stay',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static function (): bool {
            Provoke::post("1,0\r\n", ['telegram_kind' => '027'])->again(['telegram_kind' => '020']);

            return Provoke::sent('limit_count', 1) !== null;
        },
    ],
    [
        'no' => 'O-17', 'what' => 'A second post() does not encode twice',
        'decision' => 'changed', 'old' => mb_convert_encoding('髙', 'UTF-8', 'SJIS-win'), 'ours' => '髙',
        'observe' => static function (): ?string {
            Provoke::post(Provoke::GOOD, ['telegram_kind' => '450', 'name' => Provoke::sjis('髙')], [], Provoke::encoding('Shift_JIS'))->again([]);

            return Provoke::sent('name', 1);
        },
    ],
    [
        'no' => 'O-18', 'what' => 'A valid encoding repairs after an unsupported one',
        'decision' => 'changed', 'old' => 'E01006', 'ours' => true,
        'observe' => static fn () => Provoke::post(Provoke::GOOD, ['telegram_kind' => '450'], [], Provoke::encoding('sjis', 'UTF-8'))->result,
    ],
    [
        'no' => 'O-18', 'what' => 'setEncoding(null) clears',
        'decision' => 'changed', 'old' => 'E01006', 'ours' => true,
        'observe' => static fn () => Provoke::post(Provoke::GOOD, ['telegram_kind' => '020'], [], Provoke::encoding('UTF-8', null))->result,
    ],
    [
        'no' => 'O-18', 'what' => 'setEncoding() before init() is remembered',
        'decision' => 'changed', 'old' => Error::class, 'ours' => true,
        'observe' => static function (): mixed {
            BodyServer::get()->serve(Answer::body(Provoke::GOOD));
            $module = new PaygentB2BModule(Settings::file());
            try {
                $module->setEncoding('UTF-8');
            } catch (Error $error) {
                return $error::class;
            }

            return Post::with($module, ['telegram_kind' => '450'])->result;
        },
    ],
    [
        'no' => 'O-19', 'what' => 'Each object has its own settings',
        'decision' => 'changed', 'old' => 'one', 'ours' => 'two',
        'observe' => static function (): ?string {
            Provoke::post(settings: ['default_id' => 'one']);
            Provoke::post(settings: ['default_id' => 'two']);

            return Provoke::sent('connect_id');
        },
    ],
    [
        'no' => 'O-20', 'what' => 'Kana of a UTF-8 kind is converted in the declared encoding',
        'decision' => 'changed', 'old' => '?社', 'ours' => '会社',
        'observe' => static function (): ?string {
            Provoke::post(Provoke::GOOD, ['telegram_kind' => '450', 'claim_kana' => '会社'], [], Provoke::encoding('UTF-8'));

            return Provoke::sent('claim_kana');
        },
    ],
    [
        'no' => 'O-20', 'what' => 'Full-width kana in UTF-8 becomes half-width',
        'decision' => 'changed', 'old' => 'カナガ', 'ours' => 'ｶﾅｶﾞ',
        'observe' => static function (): ?string {
            Provoke::post(Provoke::GOOD, ['telegram_kind' => '450', 'claim_kana' => 'カナガ'], [], Provoke::encoding('UTF-8'));

            return Provoke::sent('claim_kana');
        },
    ],
    [
        'no' => 'O-21', 'what' => 'Characters that kana conversion does not know stay',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static function (): bool {
            Provoke::post(Provoke::GOOD, ['telegram_kind' => '020', 'claim_kana' => Provoke::sjis('①㈱髙')]);

            return str_contains(Provoke::sent('claim_kana') ?? '?', '?');
        },
    ],
    [
        'no' => 'O-22', 'what' => 'What the caller\'s encoding lacks becomes a question mark',
        'decision' => 'kept', 'old' => '?',
        'observe' => static fn () => Provoke::post("result=0\r\nname=𠮷\r\n", ['telegram_kind' => '450'], [], Provoke::encoding('Shift_JIS'))
            ->rows[0]['name'] ?? null,
    ],
    [
        'no' => 'O-23', 'what' => 'Kinds are compared as text: 027.0 is no reference kind',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static function (): bool {
            Provoke::post("1,0\r\n", ['telegram_kind' => '027.0']);

            return Provoke::sent('limit_count') !== null;
        },
    ],
    [
        'no' => 'O-23', 'what' => 'Record types are compared as text: 01 is no header',
        'decision' => 'changed', 'old' => true, 'ours' => 'E02005',
        'observe' => static fn () => Provoke::post("01,0\r\n", ['telegram_kind' => '027'])->result,
    ],
    [
        'no' => 'O-24', 'what' => 'reqPut() of 0 sends 0',
        'decision' => 'kept', 'old' => ['0', ''],
        'observe' => static function (): array {
            Provoke::post(Provoke::GOOD, ['telegram_kind' => '020', 'zero' => 0, 'null' => null]);

            return [Provoke::sent('zero'), Provoke::sent('null')];
        },
    ],
    [
        'no' => 'O-25', 'what' => 'An array as value is a code',
        'decision' => 'changed', 'old' => TypeError::class, 'ours' => 'E02003',
        'observe' => static function (): mixed {
            try {
                return Provoke::post(Provoke::GOOD, ['telegram_kind' => '020', 'items' => ['a']])->result;
            } catch (TypeError $error) {
                return $error::class;
            }
        },
    ],
];

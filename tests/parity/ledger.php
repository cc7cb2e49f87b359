<?php

/**
 * The parity ledger: every place where the vendor's module is odd (connection-module 12, O-01 to
 * O-49) or where we differ from its contract on purpose (D-…). `old` is what the vendor's module
 * does, `ours` what we do instead, `observe` provokes it and says what is seen. Entries of other
 * copies of the module ([K], [C], [W]) name the copy.
 *
 * @return list<array<string, mixed>>
 */

declare(strict_types=1);

use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Post;
use Paygent\Tests\Support\Process;
use Paygent\Tests\Support\Raised;
use Paygent\Tests\Support\Scratch;
use Paygent\Tests\Support\Settings;
use PaygentModule\Exception\PaygentB2BModuleException;
use PaygentModule\System\PaygentB2BModule;
use PaygentModule\System\PaygentB2BModuleResources;
use PaygentModule\Util\StringUtil;

$good = "result=0\r\npayment_id=1\r\n";

/** @param non-empty-list<Answer>|Answer $answers */
$serve = static function (Answer|array $answers): BodyServer {
    BodyServer::get()->serve(...(is_array($answers) ? $answers : [$answers]));

    return BodyServer::get();
};
/** Serves a complete body to one post. */
$post = static function (
    string $body,
    array $fields = ['telegram_kind' => '020'],
    array $settings = [],
    ?Closure $prepare = null,
) use ($serve): Post {
    $serve(Answer::body($body));

    return Post::send($fields, $settings, $prepare);
};
$sent = static fn (int $number = 0): array => BodyServer::get()->requests()[$number]->fields();
$sjis = static fn (string $text): string => mb_convert_encoding($text, 'SJIS-win', 'UTF-8');
$encoding = static fn (string $name): Closure => static fn (PaygentB2BModule $module) => $module->setEncoding($name);
$csv = static fn (string $path): Closure => static fn (PaygentB2BModule $module) => $module->setResultCsv($path);
$logged = static function (array $fields, string $debug = '1') use ($post, $good): string {
    $path = Scratch::directory('log') . '/module.log';
    $post($good, ['telegram_kind' => '020'] + $fields, ['log_output_path' => $path, 'debug_flg' => $debug]);

    return is_file($path) ? (string) file_get_contents($path) : '';
};

return [
    [
        'no' => 'O-01', 'what' => 'No URL for the kind: a code instead of the text telegram_kind',
        'decision' => 'changed', 'old' => 'telegram_kind', 'ours' => 'E02003',
        'observe' => static fn () => $post($good, ['telegram_kind' => '990'])->result,
    ],
    [
        'no' => 'O-02', 'what' => 'The total size is enforced',
        'decision' => 'changed', 'old' => [true, 1], 'ours' => ['E02002', 0],
        'observe' => static fn () => [
            $post($good, ['telegram_kind' => '020', 'a' => str_repeat('x', 60000), 'b' => str_repeat('x', 60000)])->result,
            count(BodyServer::get()->requests()),
        ],
    ],
    [
        'no' => 'O-03', 'what' => 'A missing send file stops the telegram',
        'decision' => 'changed', 'old' => [true, 1], 'ours' => ['E01005', 0],
        'observe' => static fn () => [
            $post($good, ['telegram_kind' => '200'], [], static fn (PaygentB2BModule $module) => $module
                ->setSendFilePath('/nowhere/file'))->result,
            count(BodyServer::get()->requests()),
        ],
    ],
    [
        'no' => 'O-03', 'what' => 'A directory as send file stops the telegram',
        'decision' => 'changed', 'old' => [true, 1], 'ours' => ['E01005', 0],
        'observe' => static fn () => [
            $post($good, ['telegram_kind' => '200'], [], static fn (PaygentB2BModule $module) => $module
                ->setSendFilePath(__DIR__))->result,
            count(BodyServer::get()->requests()),
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
        'observe' => static function () use ($post, $good): ?string {
            $post($good);

            return BodyServer::get()->requests()[0]->headers()['content-type'] ?? null;
        },
    ],
    [
        'no' => 'O-06', 'what' => 'The host name is verified',
        'decision' => 'changed', 'old' => true, 'ours' => 'E02004',
        'observe' => static fn () => $post($good, settings: [
            'url.02' => 'https://localhost:' . BodyServer::get()->port . '/',
        ])->result,
    ],
    [
        'no' => 'O-06', 'what' => 'not_use_ca_cert=true means the system\'s store, not no verification',
        'decision' => 'changed', 'old' => true, 'ours' => 'E02004',
        'observe' => static fn () => $post($good, settings: ['not_use_ca_cert' => 'true'])->result,
    ],
    [
        'no' => 'O-07', 'what' => 'An encrypted key opens with the vendor\'s fixed pass phrase',
        'decision' => 'kept', 'old' => true,
        'observe' => static function () use ($post, $good): bool|string {
            $dir = BodyServer::get()->dir;
            $path = Scratch::directory('pem') . '/client.pem';
            $key = openssl_pkey_get_private((string) file_get_contents("$dir/client.key"));
            if ($key === false) {
                throw new RuntimeException('no key');
            }
            openssl_pkey_export($key, $encrypted, 'changeit', ['config' => "$dir/openssl.cnf"]);
            file_put_contents($path, file_get_contents("$dir/client.crt") . $encrypted);

            return $post($good, settings: ['client_file_path' => $path])->result;
        },
    ],
    [
        'no' => 'O-08', 'what' => 'The status counts through a proxy too',
        'decision' => 'changed', 'old' => true, 'ours' => 'E02005',
        'observe' => static function () use ($serve, $good): bool|string {
            $serve(Answer::body($good, 500));
            $proxy = Process::start(Process::php([dirname(__DIR__) . '/servers/connect_proxy.php']));

            return Post::send(
                ['telegram_kind' => '020'],
                ['proxy_server_ip' => '127.0.0.1', 'proxy_server_port' => $proxy->line()],
            )->result;
        },
    ],
    [
        'no' => 'O-09', 'what' => 'Headers are no answer when the body is empty',
        'decision' => 'changed', 'old' => [true, '0: x'], 'ours' => ['E02005', ''],
        'observe' => static function () use ($serve): array {
            $serve(Answer::body('', 200, "result=0: x\r\n"));
            $post = Post::send(['telegram_kind' => '020']);

            return [$post->result, $post->status];
        },
    ],
    [
        'no' => 'O-10', 'what' => 'Interim answers are skipped',
        'decision' => 'changed', 'old' => 'E02005', 'ours' => true,
        'observe' => static function () use ($serve, $good): bool|string {
            $serve(Answer::raw("HTTP/1.1 102 Processing\r\n\r\n" . Answer::head(200, "Content-Length: 24\r\n") . $good));

            return Post::send(['telegram_kind' => '020'])->result;
        },
    ],
    [
        'no' => 'O-11', 'what' => 'A bad HTTP status warns and is in the message',
        'decision' => 'changed', 'old' => [[], false], 'ours' => [['E02005'], true],
        'observe' => static function () use ($serve): array {
            $serve(Answer::body('x', 503));
            $post = Post::send(['telegram_kind' => '020']);

            return [$post->raised->codes(), str_contains($post->message, '503')];
        },
    ],
    [
        'no' => 'O-12', 'what' => 'A time-out is E02005 with number 28 in the message',
        'decision' => 'kept', 'old' => ['E02005', 'E02005: 28'],
        'observe' => static function () use ($serve, $good): array {
            $serve(Answer::late(2500, $good));
            $post = Post::send(['telegram_kind' => '020'], ['timeout_value' => '1']);

            return [$post->result, substr($post->message, 0, 10)];
        },
    ],
    [
        'no' => 'O-13', 'what' => 'A failed handshake is E02005, not E02004',
        'decision' => 'kept', 'old' => 'E02005',
        'observe' => static function () use ($post, $good): bool|string {
            $plain = Process::start(Process::php([dirname(__DIR__) . '/servers/plain_server.php']));

            return $post($good, settings: ['url.02' => "https://127.0.0.1:{$plain->line()}/"])->result;
        },
    ],
    [
        'no' => 'O-14', 'what' => 'HTTP/1.1',
        'decision' => 'changed', 'old' => 'POST /n/02/request HTTP/1.0', 'ours' => 'POST /n/02/request HTTP/1.1',
        'observe' => static function () use ($post, $good): string {
            $post($good);

            return BodyServer::get()->requests()[0]->line();
        },
    ],
    [
        'no' => 'O-14', 'what' => 'No Expect header, as with HTTP/1.0',
        'decision' => 'kept', 'old' => false,
        'observe' => static function () use ($post, $good): bool {
            $post($good, ['telegram_kind' => '020', 'memo' => str_repeat('x', 50000)]);

            return isset(BodyServer::get()->requests()[0]->headers()['expect']);
        },
    ],
    [
        'no' => 'O-15', 'what' => 'TLS below 1.2 is refused',
        'decision' => 'unobservable',
        'reason' => 'OpenSSL of current distributions refuses TLS below 1.2 on the server side as well, so a PHP '
            . 'server cannot offer it; the transport tests of the core check our own limit.',
    ],
    [
        'no' => 'O-16', 'what' => 'After a failed post() the previous answer is gone',
        'decision' => 'changed', 'old' => '0', 'ours' => null,
        'observe' => static function () use ($serve, $good): ?string {
            $serve([Answer::body($good), Answer::nothing()]);

            return Post::send(['telegram_kind' => '020'])->again([])->status;
        },
    ],
    [
        'no' => 'O-17', 'what' => 'Values put by the caller stay for the next post()',
        'decision' => 'kept', 'old' => 'M001',
        'observe' => static function () use ($post, $sent, $good): ?string {
            $post($good, ['telegram_kind' => '020', 'merchant_id' => 'M001'])->again([]);

            return $sent(1)['merchant_id'] ?? null;
        },
    ],
    [
        'no' => 'O-17', 'what' => 'An injected limit_count does not stay',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static function () use ($post, $sent): bool {
            $post("1,0\r\n", ['telegram_kind' => '027'])->again(['telegram_kind' => '020']);

            return isset($sent(1)['limit_count']);
        },
    ],
    [
        'no' => 'O-17', 'what' => 'A second post() does not encode twice',
        'decision' => 'changed', 'old' => mb_convert_encoding('髙', 'UTF-8', 'SJIS-win'), 'ours' => '髙',
        'observe' => static function () use ($post, $sent, $sjis, $encoding, $good): ?string {
            $post($good, ['telegram_kind' => '450', 'name' => $sjis('髙')], [], $encoding('Shift_JIS'))->again([]);

            return $sent(1)['name'] ?? null;
        },
    ],
    [
        'no' => 'O-18', 'what' => 'A valid encoding repairs after an unsupported one',
        'decision' => 'changed', 'old' => 'E01006', 'ours' => true,
        'observe' => static fn () => $post($good, ['telegram_kind' => '450'], [], static function (PaygentB2BModule $module): void {
            $module->setEncoding('sjis');
            $module->setEncoding('UTF-8');
        })->result,
    ],
    [
        'no' => 'O-18', 'what' => 'setEncoding(null) clears',
        'decision' => 'changed', 'old' => 'E01006', 'ours' => true,
        'observe' => static fn () => $post($good, ['telegram_kind' => '020'], [], static function (PaygentB2BModule $module): void {
            $module->setEncoding('UTF-8');
            $module->setEncoding(null);
        })->result,
    ],
    [
        'no' => 'O-18', 'what' => 'setEncoding() before init() is remembered',
        'decision' => 'changed', 'old' => Error::class, 'ours' => true,
        'observe' => static function () use ($serve, $good): mixed {
            $serve(Answer::body($good));
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
        'observe' => static function () use ($post, $sent, $good): ?string {
            $post($good, settings: ['default_id' => 'one']);
            $post($good, settings: ['default_id' => 'two']);

            return $sent()['connect_id'] ?? null;
        },
    ],
    [
        'no' => 'O-20', 'what' => 'Kana of a UTF-8 kind is converted in the declared encoding',
        'decision' => 'changed', 'old' => '?社', 'ours' => '会社',
        'observe' => static function () use ($post, $sent, $encoding, $good): ?string {
            $post($good, ['telegram_kind' => '450', 'claim_kana' => '会社'], [], $encoding('UTF-8'));

            return $sent()['claim_kana'] ?? null;
        },
    ],
    [
        'no' => 'O-20', 'what' => 'Full-width kana in UTF-8 becomes half-width',
        'decision' => 'changed', 'old' => 'カナガ', 'ours' => 'ｶﾅｶﾞ',
        'observe' => static function () use ($post, $sent, $encoding, $good): ?string {
            $post($good, ['telegram_kind' => '450', 'claim_kana' => 'カナガ'], [], $encoding('UTF-8'));

            return $sent()['claim_kana'] ?? null;
        },
    ],
    [
        'no' => 'O-21', 'what' => 'Characters that kana conversion does not know stay',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static function () use ($post, $sent, $sjis, $good): bool {
            $post($good, ['telegram_kind' => '020', 'claim_kana' => $sjis('①㈱髙')]);

            return str_contains($sent()['claim_kana'] ?? '?', '?');
        },
    ],
    [
        'no' => 'O-22', 'what' => 'What the caller\'s encoding lacks becomes a question mark',
        'decision' => 'kept', 'old' => '?',
        'observe' => static fn () => $post("result=0\r\nname=𠮷\r\n", ['telegram_kind' => '450'], [], $encoding('Shift_JIS'))
            ->rows[0]['name'] ?? null,
    ],
    [
        'no' => 'O-23', 'what' => 'Kinds are compared as text: 027.0 is no reference kind',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static function () use ($post, $sent): bool {
            $post("1,0\r\n", ['telegram_kind' => '027.0']);

            return isset($sent()['limit_count']);
        },
    ],
    [
        'no' => 'O-23', 'what' => 'Record types are compared as text: 01 is no header',
        'decision' => 'changed', 'old' => true, 'ours' => 'E02005',
        'observe' => static fn () => $post("01,0\r\n", ['telegram_kind' => '027'])->result,
    ],
    [
        'no' => 'O-24', 'what' => 'reqPut() of 0 sends 0',
        'decision' => 'kept', 'old' => ['0', ''],
        'observe' => static function () use ($post, $sent, $good): array {
            $post($good, ['telegram_kind' => '020', 'zero' => 0, 'null' => null]);

            return [$sent()['zero'] ?? null, $sent()['null'] ?? null];
        },
    ],
    [
        'no' => 'O-25', 'what' => 'An array as value is a code',
        'decision' => 'changed', 'old' => TypeError::class, 'ours' => 'E02003',
        'observe' => static function () use ($post, $good): mixed {
            try {
                return $post($good, ['telegram_kind' => '020', 'items' => ['a']])->result;
            } catch (TypeError $error) {
                return $error::class;
            }
        },
    ],
    [
        'no' => 'O-26', 'what' => 'Text on the line of the HTML key is kept',
        'decision' => 'changed', 'old' => "<p>\r\n", 'ours' => "<form>\r\n<p>\r\n",
        'observe' => static fn () => $post("result=0\r\nredirect_html=<form>\r\n<p>\r\n")->rows[0]['redirect_html'] ?? null,
    ],
    [
        'no' => 'O-26', 'what' => 'A line of the block that ends in _html is part of it',
        'decision' => 'changed', 'old' => [['b_html' => "x\r\ny\r\n"]], 'ours' => [['a_html' => "x\r\nb_html=1\r\ny\r\n"]],
        'observe' => static fn () => $post("result=0\r\na_html=\r\nx\r\nb_html=1\r\ny\r\n")->rows,
    ],
    [
        'no' => 'O-26', 'what' => 'Fields behind the block are part of it',
        'decision' => 'kept', 'old' => [['a_html' => "x\r\npayment_id=1\r\n"]],
        'observe' => static fn () => $post("result=0\r\na_html=\r\nx\r\npayment_id=1\r\n")->rows,
    ],
    [
        'no' => 'O-27', 'what' => 'Quotes in an unquoted field stay after a quoted one',
        'decision' => 'changed', 'old' => [['c1' => 'q', 'c2' => 'bc']], 'ours' => [['c1' => 'q', 'c2' => 'b"c']],
        'observe' => static fn () => $post("1,0\r\n2,c1,c2\r\n3,\"q\",b\"c\r\n4,1\r\n", ['telegram_kind' => '027'])->rows,
    ],
    [
        'no' => 'O-28', 'what' => 'CRLF inside a quoted field belongs to it',
        'decision' => 'changed', 'old' => [['c1' => 'a']], 'ours' => [['c1' => "a\r\nb"]],
        'observe' => static fn () => $post("1,0\r\n2,c1\r\n3,\"a\r\nb\"\r\n4,1\r\n", ['telegram_kind' => '027'])->rows,
    ],
    [
        'no' => 'O-28', 'what' => 'A quote that never closes ends with its line',
        'decision' => 'kept', 'old' => [['c1' => 'a'], ['c1' => 'b']],
        'observe' => static fn () => $post("1,0\r\n2,c1\r\n3,\"a\r\n3,b\r\n4,2\r\n", ['telegram_kind' => '027'])->rows,
    ],
    [
        'no' => 'O-29', 'what' => 'The trailer\'s count is not checked',
        'decision' => 'kept', 'old' => [true, 1],
        'observe' => static function () use ($post): array {
            $seen = $post("1,0\r\n2,c1\r\n3,a\r\n4,9\r\n", ['telegram_kind' => '027']);

            return [$seen->result, count($seen->rows)];
        },
    ],
    [
        'no' => 'O-29', 'what' => 'Rows before a broken one stay readable',
        'decision' => 'kept', 'old' => ['E01901', [['c1' => 'a']]],
        'observe' => static function () use ($post): array {
            $seen = $post("1,0\r\n2,c1\r\n3,a\r\n3,b,c\r\n4,2\r\n", ['telegram_kind' => '027']);

            return [$seen->result, $seen->rows];
        },
    ],
    [
        'no' => 'O-30', 'what' => 'The detail of 201 keeps its quotes and ends at a comma',
        'decision' => 'kept', 'old' => '"a',
        'observe' => static fn () => $post(
            "1,,,,,,1,9103,\"a,b\"\r\n",
            ['telegram_kind' => '201'],
            [],
            $csv(Scratch::directory('csv') . '/x.csv'),
        )->detail,
    ],
    [
        'no' => 'O-31', 'what' => 'The result CSV of a reference kind ends with one more line end, and no row can be fetched',
        'decision' => 'kept', 'old' => ["1,0\r\n2,c1\r\n3,a\r\n4,1\r\n\r\n", []],
        'observe' => static function () use ($post, $csv): array {
            $path = Scratch::directory('csv') . '/x.csv';
            $seen = $post("1,0\r\n2,c1\r\n3,a\r\n4,1\r\n", ['telegram_kind' => '027'], [], $csv($path));

            return [(string) file_get_contents($path), $seen->rows];
        },
    ],
    [
        'no' => 'O-31', 'what' => 'The result CSV of 201 is written on errors too',
        'decision' => 'kept', 'old' => "1,,,,,,1,9103,x\r\n4,,,,,,\r\n",
        'observe' => static function () use ($post, $csv): string {
            $path = Scratch::directory('csv') . '/x.csv';
            $post("1,,,,,,1,9103,x\r\n4,,,,,,\r\n", ['telegram_kind' => '201'], [], $csv($path));

            return (string) file_get_contents($path);
        },
    ],
    [
        'no' => 'O-32', 'what' => 'The message of a success is a colon and a blank',
        'decision' => 'kept', 'old' => ': ',
        'observe' => static fn () => $post($good)->message,
    ],
    [
        'no' => 'O-33', 'what' => 'Passwords do not reach the log',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => str_contains($logged(['connect_password' => 'hush']), 'hush'),
    ],
    [
        'no' => 'O-33', 'what' => 'Personal data of an answer does not reach the log',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static function () use ($post, $good): bool {
            $path = Scratch::directory('log') . '/module.log';
            $post(
                $good . "customer_name=YAMADA\r\n",
                settings: ['log_output_path' => $path, 'debug_flg' => '1'],
            );

            return str_contains((string) file_get_contents($path), 'YAMADA');
        },
    ],
    [
        'no' => 'O-34', 'what' => 'The log shows no digit of the security code',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => preg_match('/card_conf_number=[^&]*\d/', $logged(['card_conf_number' => '987'])) === 1,
    ],
    [
        'no' => 'O-34', 'what' => 'Names to mask are found in any case',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => str_contains($logged(['Card_Number' => '4900000000000000']), '490000'),
    ],
    [
        'no' => 'O-34', 'what' => 'The log is for its owner alone',
        'decision' => 'changed', 'old' => 0644, 'ours' => 0600,
        'observe' => static function () use ($post, $good): int {
            $path = Scratch::directory('log') . '/module.log';
            $mask = umask(0022);
            $post($good, settings: ['log_output_path' => $path, 'debug_flg' => '1']);
            umask($mask);

            return fileperms($path) & 0777;
        },
    ],
    [
        'no' => 'O-35', 'what' => 'debug_flg=off is off',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => $logged([], 'off') !== '',
    ],
    [
        'no' => 'O-35', 'what' => 'debug_flg=1 is on',
        'decision' => 'kept', 'old' => true,
        'observe' => static fn () => $logged([], '1') !== '',
    ],
    [
        'no' => 'O-36', 'what' => 'Backslashes in paths are kept',
        'decision' => 'changed', 'old' => 'C:\\paygent', 'ours' => 'C:\\paygent\\new\\room.log',
        'observe' => static function (): ?string {
            $module = new PaygentB2BModule(Settings::file(['log_output_path' => 'C:\\paygent\\new\\room.log']));
            $module->init();

            return $module->masterFile instanceof PaygentB2BModuleResources
                ? $module->masterFile->getLogOutputPath()
                : null;
        },
    ],
    [
        'no' => 'O-37', 'what' => 'The settings file may be called modenv_properties.php and is found by that name',
        'decision' => 'kept', 'old' => 'true',
        'observe' => static fn () => Process::run(['-d', 'include_path=' . dirname(Settings::file()), '-r', sprintf(
            'require %s; echo json_encode((new PaygentModule\System\PaygentB2BModule())->init());',
            var_export(dirname(__DIR__, 2) . '/php/shim/autoload.php', true),
        )]),
    ],
    [
        'no' => 'O-38', 'what' => 'The templates list 027 as reference kind, not 091',
        'decision' => 'changed', 'old' => '090,091', 'ours' => '027,090,465,467,500',
        'observe' => static function (): ?string {
            $template = dirname(__DIR__, 2) . '/php/shim/src/paygent_module/modenv_properties.php.live';
            preg_match('/^paygentB2Bmodule\.telegram_kind\.ref=(.*)$/m', (string) file_get_contents($template), $found);

            return $found[1] ?? null;
        },
    ],
    [
        'no' => 'O-39', 'what' => 'Keys may be longer than 30 bytes',
        'decision' => 'kept', 'old' => true,
        'observe' => static fn () => $post($good, ['telegram_kind' => '020', str_repeat('k', 31) => 'x'])->result,
    ],
    [
        'no' => 'O-40', 'what' => 'Only positive integers pass as numbers',
        'decision' => 'changed', 'old' => true, 'ours' => 'E01002',
        'observe' => static fn () => $post($good, settings: ['timeout_value' => '3.5'])->init,
    ],
    [
        'no' => 'O-40', 'what' => 'E01002 names the key',
        'decision' => 'changed', 'old' => false, 'ours' => true,
        'observe' => static fn () => str_contains(
            implode('', $post($good, settings: ['select_max_cnt' => ''])->raised->warnings),
            'select_max_cnt',
        ),
    ],
    [
        'no' => 'O-41', 'what' => 'The error classes can be thrown',
        'decision' => 'changed', 'old' => false, 'ours' => true,
        'observe' => static fn () => is_subclass_of(PaygentB2BModuleException::class, Throwable::class),
    ],
    [
        'no' => 'O-41', 'what' => 'Failures are codes, nothing is thrown',
        'decision' => 'kept', 'old' => 'E02004',
        'observe' => static fn () => $post($good, settings: ['ca_file_path' => '/nowhere/ca.crt'])->result,
    ],
    [
        'no' => 'O-42', 'what' => 'No deprecations on PHP 8.2',
        'decision' => 'changed', 'old' => 3, 'ours' => 0,
        'observe' => static fn () => count($post($good, ['telegram_kind' => '020', 'claim_kana' => ''])->raised->others),
    ],
    [
        'no' => 'O-43', 'what' => 'The unused and mis-aligned katakana map is gone',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => method_exists(StringUtil::class, 'convert'),
    ],
    [
        'no' => 'O-44', 'what' => '[K]: 201 is answered, classes are not told by their names',
        'decision' => 'changed', 'old' => 'E01005', 'ours' => true,
        'observe' => static fn () => $post(
            "1,,,,,,0,,\r\n",
            ['telegram_kind' => '201'],
            [],
            $csv(Scratch::directory('csv') . '/x.csv'),
        )->result,
    ],
    [
        'no' => 'O-45', 'what' => '[K]: a value that is too long is E02002',
        'decision' => 'changed', 'old' => null, 'ours' => 'E02002',
        'observe' => static fn () => $post($good, ['telegram_kind' => '020', 'memo' => str_repeat('x', 102401)])->result,
    ],
    [
        'no' => 'O-46', 'what' => '[K]: the result CSV is written where it is asked for',
        'decision' => 'changed', 'old' => false, 'ours' => true,
        'observe' => static function () use ($post, $csv): bool {
            $path = Scratch::directory('csv') . '/x.csv';
            $post("1,0\r\n4,0\r\n", ['telegram_kind' => '027'], [], $csv($path));

            return is_file($path);
        },
    ],
    [
        'no' => 'O-47', 'what' => '[C]: the HTTP status is checked',
        'decision' => 'changed', 'old' => true, 'ours' => 'E02005',
        'observe' => static function () use ($serve, $good): bool|string {
            $serve(Answer::body($good, 500));

            return Post::send(['telegram_kind' => '020'])->result;
        },
    ],
    [
        'no' => 'O-48', 'what' => 'The message of a key that is too long does not say "shorter than"',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => str_contains(
            $post($good, ['telegram_kind' => '020', str_repeat('k', 8191) => 'x'])->message,
            'shorter than',
        ),
    ],
    [
        'no' => 'O-48', 'what' => 'The limit of a key is inclusive',
        'decision' => 'kept', 'old' => true,
        'observe' => static fn () => $post($good, ['telegram_kind' => '020', str_repeat('k', 8190) => 'x'])->result,
    ],
    [
        'no' => 'O-49', 'what' => 'An answer cut short is no answer',
        'decision' => 'changed', 'old' => true, 'ours' => 'E02005',
        'observe' => static function () use ($serve, $good): bool|string {
            $serve(Answer::cut("HTTP/1.0 200 OK\r\n\r\n" . $good));

            return Post::send(['telegram_kind' => '020'])->result;
        },
    ],
    // Differences beyond the oddities.
    [
        'no' => 'D-01', 'what' => 'post() before init() is a code, no fatal error',
        'decision' => 'changed', 'old' => Error::class, 'ours' => 'E02001',
        'observe' => static function (): mixed {
            $module = new PaygentB2BModule();
            $module->reqPut('telegram_kind', '020');
            try {
                return (new Raised())->during($module->post(...));
            } catch (Error $error) {
                return $error::class;
            }
        },
    ],
    [
        'no' => 'D-02', 'what' => 'The facade\'s field sender stays empty: the native class sends',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => is_object($post($good)->module->sender),
    ],
    [
        'no' => 'D-03', 'what' => 'post() does not call the internal steps of a subclass',
        'decision' => 'changed', 'old' => 'mine', 'ours' => true,
        'observe' => static function () use ($serve, $good): mixed {
            $serve(Answer::body($good));
            $module = new class (Settings::file()) extends PaygentB2BModule {
                public function postErrorCheck()
                {
                    return 'mine';
                }
            };

            return Post::with($module, ['telegram_kind' => '020'])->result;
        },
    ],
    [
        'no' => 'D-04', 'what' => 'A dump of the object shows no value of the telegram',
        'decision' => 'changed', 'old' => true, 'ours' => false,
        'observe' => static fn () => str_contains(
            print_r($post($good, ['telegram_kind' => '020', 'card_number' => '4900000000000000'])->module, true),
            '4900000000000000',
        ),
    ],
    [
        'no' => 'D-05', 'what' => 'The object cannot be serialized',
        'decision' => 'changed', 'old' => 'serialized', 'ours' => 'refused',
        'observe' => static function () use ($post, $good): string {
            $module = $post($good)->module;
            try {
                serialize($module);
            } catch (Exception) {
                return 'refused';
            }

            return 'serialized';
        },
    ],
    [
        'no' => 'D-06', 'what' => 'Proxies of the environment are ignored',
        'decision' => 'changed', 'old' => 'E02005', 'ours' => true,
        'observe' => static function () use ($post, $good): bool|string {
            putenv('https_proxy=http://127.0.0.1:1');
            try {
                return $post($good)->result;
            } finally {
                putenv('https_proxy');
            }
        },
    ],
    [
        'no' => 'D-07', 'what' => 'A changed settings file is read again',
        'decision' => 'changed', 'old' => 'before', 'ours' => 'afterwards',
        'observe' => static function (): mixed {
            $path = Settings::file(['default_id' => 'before']);
            (new PaygentB2BModule($path))->init();
            file_put_contents($path, Settings::lines(['default_id' => 'afterwards']));
            $module = new PaygentB2BModule($path);
            $module->init();

            return $module->getDefaultId();
        },
    ],
    [
        'no' => 'D-08', 'what' => 'An answer over 10 MB is refused',
        'decision' => 'changed', 'old' => true, 'ours' => 'E02005',
        'observe' => static fn () => $post($good . 'x=' . str_repeat('x', 10 * 1024 * 1024))->result,
    ],
    [
        'no' => 'D-09', 'what' => 'A log that cannot be written is one kind of warning only',
        'decision' => 'changed', 'old' => 1, 'ours' => 0,
        'observe' => static fn () => min(1, count($post($good, settings: [
            'log_output_path' => '/nowhere/x.log', 'debug_flg' => '1',
        ])->raised->others)),
    ],
    [
        'no' => 'D-10', 'what' => 'A result CSV that cannot be opened is one warning only',
        'decision' => 'changed', 'old' => ['E01004', 2], 'ours' => ['E01004', 0],
        'observe' => static function () use ($post, $csv): array {
            $seen = $post("1,0\r\n4,0\r\n", ['telegram_kind' => '027'], [], $csv('/nowhere/x.csv'));

            return [$seen->result, count($seen->raised->others)];
        },
    ],
];

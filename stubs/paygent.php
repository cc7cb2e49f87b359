<?php

/**
 * Stubs of the native extension `paygent`, for IDEs and PHPStan. Kept by hand, compared with
 * reflection in the tests. Section numbers are those of the connection module's contract.
 */

declare(strict_types=1);

namespace Paygent {
    /**
     * The modern API: UTF-8 in and out, exceptions, typed results.
     *
     * One client per account; connections are kept and shared inside the process. serialize() and
     * clone are refused for all classes but the exceptions.
     */
    final class Client
    {
        private function __construct() {}

        /**
         * @param string|null $path settings file; null: ini `paygent.config_path`, then where the
         *     vendor's editions look
         *
         * @throws Exception\ConfigException naming key, file and line
         */
        public static function fromConfig(?string $path = null): Client {}

        /**
         * Sends one telegram and waits for its answer. Never sends it twice.
         *
         * A refusal by Paygent (result 1) is a Response, no exception.
         *
         * @param string $kind three-character telegram kind, e.g. "020"
         * @param array<string, string|int|bool|null> $fields UTF-8; true is "1", false and null are ""
         * @param string|null $sendFile file that becomes parameter `data` (kind 200)
         *
         * @throws Exception\RequestException nothing was sent
         * @throws Exception\TransportException see outcome()
         * @throws Exception\ResponseException the answer is none
         */
        public function send(string $kind, #[\SensitiveParameter] array $fields = [], ?string $sendFile = null): Response {}

        /**
         * Sends many telegrams with at most $concurrency under way.
         *
         * $onResult is called with (int|string $key, Response|Exception\PaygentException $result) as
         * results arrive; when it throws, no new telegram is started, those under way are finished,
         * and their results travel on the exception: a TransportException whose getPrevious() is
         * what was thrown and whose results() holds them.
         *
         * @param iterable<int|string, array{kind: string, fields?: array<string, string|int|bool|null>, sendFile?: string|null}> $telegrams
         * @param callable(int|string, Response|Exception\PaygentException): void|null $onResult
         *
         * @return array<int|string, Response|Exception\PaygentException> in the order of $telegrams
         */
        public function sendAll(#[\SensitiveParameter] iterable $telegrams, int $concurrency = 4, ?callable $onResult = null): array {}

        /**
         * What is configured and whether it works: files, key pair, dates, name look-up, TLS.
         * Holds no secret.
         *
         * @return list<array{check: string, status: string, message: string, hint: string}>
         *     status is ok, warning or error
         */
        public function diagnose(): array {}

        /** @return array<string, string> */
        public function __debugInfo(): array {}
    }

    /**
     * An answer of Paygent, in UTF-8.
     *
     * @implements \IteratorAggregate<int, array<string, string>>
     */
    final class Response implements \IteratorAggregate, \Countable
    {
        private function __construct() {}

        /** "0" normal, "1" refused, "7" 3-D Secure 1.0 page needed. */
        public function status(): string {}

        /** True when status() is "0" or "7". */
        public function isSuccess(): bool {}

        /** Paygent's own code such as "P010"; "" when there is none. */
        public function code(): string {}

        /** Text for the shop, never for control flow. */
        public function detail(): string {}

        /** Value of the first record, null when the answer has no such field. */
        public function get(string $field): ?string {}

        /** Rows one by one; only the current one is in memory besides the answer. */
        public function rows(): \Iterator {}

        public function getIterator(): \Iterator {}

        public function count(): int {}

        /** @return list<array<string, string>> */
        public function toArray(): array {}

        /** Undecoded bytes of the body. */
        public function rawBody(): string {}

        /** @return array<string, mixed> */
        public function __debugInfo(): array {}
    }

    /**
     * Rows of an answer, decoded one by one.
     *
     * @implements \Iterator<int, array<string, string>>
     */
    final class Rows implements \Iterator
    {
        private function __construct() {}

        /** @return array<string, string>|null null past the end */
        public function current(): ?array {}

        /** Counted from 0; null past the end. */
        public function key(): ?int {}

        public function next(): void {}

        public function rewind(): void {}

        public function valid(): bool {}

        /** @return array<string, mixed> */
        public function __debugInfo(): array {}
    }

    /** Every SHA-256 of the protocol: build and verify in constant time. */
    final class Hash
    {
        private function __construct() {}

        /** Request `hc` (telegrams-overview 7). @param array<string, string|int> $fields */
        public static function request(#[\SensitiveParameter] array $fields, #[\SensitiveParameter] string $key): string {}

        /** Difference notification (difference-notification). @param array<string, string> $fields */
        public static function notification(#[\SensitiveParameter] array $fields, #[\SensitiveParameter] string $key): string {}

        /** @param array<string, string> $fields including hc */
        public static function verifyNotification(#[\SensitiveParameter] array $fields, #[\SensitiveParameter] string $key): bool {}

        /** File notification (spec 1.2.31). @param array<string, string> $fields including hc */
        public static function verifyFileNotification(#[\SensitiveParameter] array $fields, #[\SensitiveParameter] string $key): bool {}

        /** 3-D Secure 1.0 return of 020. @param array<string, string> $fields including hc */
        public static function verify3ds1(#[\SensitiveParameter] array $fields, #[\SensitiveParameter] string $key): bool {}

        /** EMV 3-D Secure return of 450. @param array<string, string> $fields including hc */
        public static function verify3ds2(#[\SensitiveParameter] array $fields, #[\SensitiveParameter] string $key): bool {}

        /** Link-type request. @param array<string, string|int> $fields */
        public static function link(#[\SensitiveParameter] array $fields, #[\SensitiveParameter] string $key): string {}

        /** Link-type return. @param array<string, string> $fields including hc */
        public static function verifyLink(#[\SensitiveParameter] array $fields, #[\SensitiveParameter] string $key): bool {}

        /** createToken() result. @param array<string, string> $fields including hc */
        public static function verifyToken(#[\SensitiveParameter] array $fields, #[\SensitiveParameter] string $key): bool {}
    }

    /** Routes the extension's log records to a PSR-3 logger or any callable. */
    final class Log
    {
        private function __construct() {}

        /** @param callable(string $level, string $message): void|null $handler level is a PSR-3 level */
        public static function setHandler(?callable $handler): void {}
    }

    /**
     * The vendor's contract in one class: return codes, bytes in and out (CP932 for all kinds but the
     * UTF-8 ones). Existing code uses it through PaygentModule\System\PaygentB2BModule.
     *
     * Raises no PHP warning itself: texts to raise are collected, see takeWarnings().
     */
    final class ConnectionModule
    {
        /** @param list<string> $searchPath directories or files to look in after the ini setting */
        public function __construct(?string $configPath = null, array $searchPath = []) {}

        /** true, or the code (E01001, E01002). Section 4.1. */
        public function init(): bool|string {}

        /** null, or "E01006". null clears (O-18). Section 6.5. */
        public function setEncoding(?string $encoding): ?string {}

        /** Stores value under key; a key put again keeps its place. */
        public function reqPut(string $key, #[\SensitiveParameter] string $value): void {}

        public function reqGet(string $key): ?string {}

        /** @return list<string> */
        public function reqKeys(): array {}

        public function reqRemove(string $key): void {}

        /**
         * All parameters and options of one telegram at once: those of before are forgotten, what is
         * not named is as the settings file has it.
         *
         * @param array<int|string, string> $fields in wire order
         * @param array<string, string> $options names of setOption(), defaultId, defaultPassword,
         *     timeout, selectMaxCnt, resultCsv, sendFilePath
         */
        public function prepare(#[\SensitiveParameter] array $fields, #[\SensitiveParameter] array $options): void {}

        public function setSendFilePath(?string $path): void {}
        public function getSendFilePath(): ?string {}
        public function setResultCsv(?string $path): void {}
        public function getResultCsv(): ?string {}
        public function setDefaultId(?string $id): void {}
        public function getDefaultId(): ?string {}
        public function setDefaultPassword(#[\SensitiveParameter] ?string $password): void {}
        public function getDefaultPassword(): ?string {}
        public function setTimeout(?string $seconds): void {}
        public function getTimeout(): ?string {}
        public function setSelectMaxCnt(?string $count): void {}
        public function getSelectMaxCnt(): ?string {}

        /**
         * Overrides a setting that the vendor's class keeps in a public field: clientFilePath,
         * caFilePath, proxyServerName, proxyServerIp, proxyServerPort, debugFlg, notUseClientCert,
         * notUseCaCert.
         */
        public function setOption(string $name, string $value): void {}
        public function getOption(string $name): ?string {}

        /** true, or the code. Section 4.3. */
        public function post(): bool|string {}

        public function getResultStatus(): ?string {}
        public function getResponseCode(): ?string {}
        public function getResponseDetail(): ?string {}
        public function getResultMessage(): string {}
        public function hasResNext(): bool {}

        /** @return array<string, string>|null keys in the answer's order */
        public function resNext(): ?array {}

        /** "not_sent", "unknown" or "answered" of the last post(); null before the first. */
        public function outcome(): ?string {}

        /**
         * Texts ("E02005: ...") for E_USER_WARNING since the last call, oldest first.
         *
         * @return list<string>
         */
        public function takeWarnings(): array {}

        /** A setting as read from the file; "" when absent. Section 3.3. */
        public function setting(string $key): string {}

        /**
         * setting() of many keys.
         *
         * @param list<string> $keys
         *
         * @return list<string>
         */
        public function settingTexts(array $keys): array {}

        /** The settings file in use; null before init() or when none was found. */
        public function settingsPath(): ?string {}

        /** Section 5.4; null when no URL is known. */
        public function url(string $kind): ?string {}

        /** @return list<string> the kinds of `telegram_kind.ref` or `telegram_kind.utf8` */
        public function kindList(string $name): array {}

        /** Which grammar the present answer follows, by the names of load(); null without one. */
        public function format(): ?string {}

        /**
         * Without a name: all checks of section 4.3 step 3 in order, true or the code of the first that
         * fails, with message and warning. With a name: one question about the present state, silently.
         *
         * @param string|null $name module, kind, result_csv, empty_key, key_length, value_length,
         *     total_length (true or the code); proxy, full_parse, csv_output, file_payment_output
         *     (true or false)
         */
        public function check(?string $name = null): bool|string {}

        /** @return array<string, string> the parameters with the defaults of section 6.1, in wire order */
        public function completed(): array {}

        /**
         * Parses a body as though it had just come; getters and rows then show it.
         *
         * @param string $format payment, reference or file_payment (section 3.9)
         * @param string $depth full or result
         *
         * @return bool|string true, or the code
         */
        public function load(string $format, string $depth, string $body): bool|string {}

        /** @return list<array<string, string>> all records; the cursor of resNext() stays */
        public function rows(): array {}

        /** @return list<string> column names of a reference answer (record type 2) */
        public function columns(): array {}

        /** Number of rows that a reference answer's trailer states; null without one. */
        public function trailerCount(): ?int {}

        /** Writes the present answer as result CSV (section 8.5). @return bool|string true, or "E01004" */
        public function writeCsv(string $path): bool|string {}

        /**
         * Full-width katakana to half-width (section 6.4).
         *
         * @param string|null $encoding as in setEncoding(); null is CP932
         */
        public static function kana(string $bytes, ?string $encoding = null): string {}

        /** @return array<string, string>|null a settings file as read (section 5.1); null: unreadable */
        public static function settings(string $path): ?array {}

        /**
         * One of the checks of section 5.2.
         *
         * @param string $check keys, values, numbers or urls
         * @param array<string, string> $map as settings() returns it
         */
        public static function settingsPass(string $check, array $map): bool {}

        /** @return list<string> the tokenizer of section 8.3 */
        public static function csvFields(string $line, string $separator = ',', string $envelope = '"'): array {}

        /** Section 6.5, towards Paygent. @param string $encoding as in setEncoding() */
        public static function toUtf8(string $encoding, string $bytes): string {}

        /** Section 6.5, from Paygent. @param string $encoding as in setEncoding() */
        public static function fromUtf8(string $encoding, string $bytes): string {}

        /**
         * Section 6.6.
         *
         * @param array<string, string> $fields
         * @param bool $mask as in the log
         */
        public static function urlEncode(#[\SensitiveParameter] array $fields, bool $mask): string {}

        /** Appends one line in the layout of section 9. @return bool false when it cannot be written */
        public static function appendLog(string $path, string $class, string $text): bool {}

        /**
         * One POST outside any settings file.
         *
         * @param array<string, string> $settings url, timeout, client_file_path, ca_file_path,
         *     not_use_client_cert, not_use_ca_cert, proxy_host, proxy_port
         * @param array<string, string> $fields
         *
         * @return array{code: string, message: string, status: int, body: string|null} code "" is success
         */
        public static function transmit(array $settings, #[\SensitiveParameter] array $fields): array {}

        /** @return array<string, string> */
        public function __debugInfo(): array {}
    }
}

namespace Paygent\Exception {
    /**
     * Base of all exceptions of the extension; getCode() is 0, vendorCode() the E-code.
     *
     * PHP code may create and extend them: the constructor is that of \Exception. What the methods
     * return then are the defaults of the protected properties, which a subclass may change.
     */
    class PaygentException extends \RuntimeException
    {
        /** @var string E01901; in subclasses E01002, E02003, E02005, E02005 in their order here */
        protected $vendorCode = 'E01901';

        /** The vendor module's code, e.g. "E02005". */
        public function vendorCode(): string {}
    }

    /** The settings file is missing or wrong (E01001, E01002). */
    class ConfigException extends PaygentException {}

    /** The telegram as built by the caller is wrong; nothing was sent. */
    class RequestException extends PaygentException
    {
        /** @var string|null */
        protected $field = null;

        /** The field at fault, null where there is none. */
        public function field(): ?string {}
    }

    /** No usable answer came. */
    class TransportException extends PaygentException
    {
        public const NOT_SENT = 'not_sent';
        public const UNKNOWN = 'unknown';
        public const ANSWERED = 'answered';

        /** @var string without knowledge the money may have moved */
        protected $outcome = 'unknown';

        /** @var int */
        protected $errno = 0;

        /** @var array<int|string, \Paygent\Response|PaygentException>|null */
        protected $results = null;

        /** One of the constants. After "unknown" ask with telegram 094 before deciding. */
        public function outcome(): string {}

        /** libcurl's error number, 0 where none fits. */
        public function errno(): int {}

        /** @return array<int|string, \Paygent\Response|PaygentException> see Client::sendAll() */
        public function results(): array {}
    }

    /** An answer arrived, and cannot be read (E02005, E01901). */
    class ResponseException extends PaygentException {}
}

<?php

declare(strict_types=1);

namespace Paygent\Tests\Support;

/**
 * A certificate authority with a server's and a client's certificate, made anew for a run of the tests.
 */
final class Certificates
{
    /**
     * Writes ca.crt, server.pem (127.0.0.1), client.pem, other-client.pem and other-ca.crt into $dir; .crt and
     * .key hold the parts.
     */
    public static function make(string $dir): void
    {
        $config = $dir . '/openssl.cnf';
        file_put_contents($config, <<<'CONF'
            [req]
            distinguished_name = name
            default_bits = 2048
            [name]
            [ca]
            basicConstraints = critical, CA:TRUE
            keyUsage = critical, keyCertSign, cRLSign
            [server]
            subjectAltName = IP:127.0.0.1
            extendedKeyUsage = serverAuth
            [client]
            extendedKeyUsage = clientAuth
            CONF);
        [$caKey, $ca] = self::issue($config, 'ca', 'Test CA', null, null);
        [, $otherCa] = self::issue($config, 'ca', 'Another CA', null, null);
        openssl_x509_export_to_file($ca, $dir . '/ca.crt');
        openssl_pkey_export_to_file($caKey, $dir . '/ca.key');
        openssl_x509_export_to_file($otherCa, $dir . '/other-ca.crt');
        $subjects = ['server' => 'Body server', 'client' => 'Test merchant', 'other-client' => 'Another merchant'];
        foreach ($subjects as $name => $subject) {
            $section = $name === 'server' ? 'server' : 'client';
            [$key, $certificate] = self::issue($config, $section, $subject, $ca, $caKey);
            openssl_x509_export_to_file($certificate, $dir . "/$name.crt");
            openssl_pkey_export_to_file($key, $dir . "/$name.key");
            file_put_contents(
                $dir . "/$name.pem",
                file_get_contents($dir . "/$name.crt") . file_get_contents($dir . "/$name.key"),
            );
        }
    }

    /** Writes a client certificate with its key that has just expired. */
    public static function expired(string $dir, string $path): void
    {
        $ca = openssl_x509_read((string) file_get_contents($dir . '/ca.crt'));
        $caKey = openssl_pkey_get_private((string) file_get_contents($dir . '/ca.key'));
        if ($ca === false || $caKey === false) {
            throw new \RuntimeException('no certificate authority');
        }
        [$key, $certificate] = self::issue($dir . '/openssl.cnf', 'client', 'Test merchant', $ca, $caKey, 0);
        openssl_pkey_export_to_file($key, $path);
        openssl_x509_export($certificate, $text);
        file_put_contents($path, $text, FILE_APPEND);
        // Zero days end in the second in which they begin.
        sleep(2);
    }

    /** @return array{\OpenSSLAsymmetricKey, \OpenSSLCertificate} */
    private static function issue(
        string $config,
        string $section,
        string $subject,
        ?\OpenSSLCertificate $ca,
        ?\OpenSSLAsymmetricKey $caKey,
        int $days = 30,
    ): array {
        $options = ['config' => $config, 'x509_extensions' => $section, 'digest_alg' => 'sha256'];
        $key = openssl_pkey_new([
            'config' => $config,
            'private_key_type' => OPENSSL_KEYTYPE_EC,
            'curve_name' => 'prime256v1',
        ]);
        if (!$key instanceof \OpenSSLAsymmetricKey) {
            throw new \RuntimeException('no key: ' . (string) openssl_error_string());
        }
        $ownKey = $key; // the function takes it by reference
        $request = openssl_csr_new(['commonName' => $subject], $ownKey, $options);
        $certificate = $request instanceof \OpenSSLCertificateSigningRequest
            ? openssl_csr_sign($request, $ca, $caKey ?? $key, $days, $options, random_int(1, PHP_INT_MAX))
            : false;
        if ($certificate === false) {
            throw new \RuntimeException('no certificate: ' . (string) openssl_error_string());
        }

        return [$key, $certificate];
    }
}

<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/**
 * A Keyring in a file outside the database and outside the web root.
 *
 * To change the key: rotate(), start the workers anew (they read the file when they start),
 * Revisions::reseal(), and dropOld() when nothing is reported lost.
 */
final class KeyFile
{
    /** Nothing for others, and nobody but the owner writes; the group may read (web server's account). */
    private const FORBIDDEN_BITS = 0027;

    public function __construct(private readonly string $path) {}

    /**
     * Makes the file with one new key, readable by its owner only.
     *
     * @throws KeyProblem when it exists already: overwriting it would lose every secret
     */
    public function create(): Keyring
    {
        $ring = Keyring::generate();
        $this->write($this->path, $ring);

        return $ring;
    }

    /** @throws KeyProblem when it is missing, unreadable, malformed, or open to others */
    public function read(): Keyring
    {
        clearstatcache(true, $this->path);
        if (!is_file($this->path)) {
            throw new KeyProblem(\sprintf('The key file %s does not exist.', $this->path));
        }
        $mode = fileperms($this->path);
        if ($mode === false || ($mode & self::FORBIDDEN_BITS) !== 0) {
            throw new KeyProblem(\sprintf('The key file %s is open to other users: chmod 600.', $this->path));
        }
        $text = is_readable($this->path) ? file_get_contents($this->path) : false;
        if ($text === false) {
            throw new KeyProblem(\sprintf('The key file %s cannot be read.', $this->path));
        }

        return Keyring::fromText($text);
    }

    /** Puts a new key in front; the old one goes on opening. */
    public function rotate(): Keyring
    {
        return $this->replace($this->read()->rotated());
    }

    /** Only after everything was sealed with the new key: what only the old key opens is lost. */
    public function dropOld(): Keyring
    {
        return $this->replace($this->read()->withoutOld());
    }

    /** All or nothing: a half-written file would lose every secret. */
    private function replace(Keyring $ring): Keyring
    {
        $mode = fileperms($this->path);
        $new = $this->path . '.' . bin2hex(random_bytes(4));
        $this->write($new, $ring);
        if ($mode !== false) {
            chmod($new, $mode & 0777);
        }
        if (!rename($new, $this->path)) {
            unlink($new);

            throw new KeyProblem(\sprintf('The key file %s cannot be replaced.', $this->path));
        }

        return $ring;
    }

    private function write(string $path, Keyring $ring): void
    {
        $mask = umask(0077);
        $file = @fopen($path, 'x');
        umask($mask);
        if ($file === false) {
            throw new KeyProblem(\sprintf('The key file %s exists already or cannot be made.', $path));
        }
        $text = $ring->toText();
        $isWritten = fwrite($file, $text) === \strlen($text) && fflush($file) && fsync($file);
        fclose($file);
        if (!$isWritten) {
            unlink($path);

            throw new KeyProblem(\sprintf('The key file %s cannot be written.', $path));
        }
    }
}

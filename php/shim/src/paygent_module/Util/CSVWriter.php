<?php

declare(strict_types=1);

namespace PaygentModule\Util;

use PaygentModule\Internal\Loose;

/** Writes text files of enveloped fields (connection-module 3.8). */
class CSVWriter
{
    /** @var string */
    public $path;
    /** @var string checked for existence only, never applied */
    public $encoding;
    /** @var string */
    public $envelope;
    /** @var string */
    public $newLine = "\r\n";

    /** @var resource|null */
    private $file;

    /** @param mixed ...$arguments (constants,) path, encoding, envelope */
    public function __construct(...$arguments)
    {
        $arguments = Loose::withoutHolder(array_values($arguments));
        $this->path = Loose::textOrBlank($arguments[0] ?? '');
        $this->encoding = Loose::textOrBlank($arguments[1] ?? 'SJIS-win');
        $this->envelope = Loose::textOrBlank($arguments[2] ?? '"');
    }

    /** @return bool false (with PHP's warning and a notice) when the file cannot be opened */
    public function open()
    {
        $file = $this->path === '' ? false : fopen($this->path, 'wb');
        if ($file === false) {
            trigger_error("the file {$this->path} cannot be opened for writing", E_USER_NOTICE);

            return false;
        }
        $this->file = $file;

        return true;
    }

    /** @return void */
    public function close()
    {
        if ($this->file !== null) {
            fclose($this->file);
            $this->file = null;
        }
    }

    /**
     * @param mixed $newLine
     *
     * @return void
     */
    public function setNewLine($newLine)
    {
        $this->newLine = Loose::textOrBlank($newLine);
    }

    /**
     * @param mixed $line text is written as it is, a list with every field enveloped
     *
     * @return bool
     */
    public function writeOneLine($line)
    {
        if ($this->file === null) {
            return false;
        }
        $text = is_array($line) ? implode(',', array_map($this->cnvKnmString(...), $line)) : Loose::textOrBlank($line);
        $bytes = $text . $this->newLine;

        return fwrite($this->file, $bytes) === strlen($bytes);
    }

    /**
     * @param mixed $text
     *
     * @return string enveloped, inner envelopes doubled
     */
    public function cnvKnmString($text)
    {
        $envelope = $this->envelope;

        return $envelope . str_replace($envelope, $envelope . $envelope, Loose::textOrBlank($text)) . $envelope;
    }
}

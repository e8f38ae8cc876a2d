"""Arrays of some MiB are reused instead of returned to the system (glibc)."""

import ctypes


def keep_freed_memory():
    """Without it every temporary is paid for in page faults: half of a step of pictures in PyTorch, a good
    part of a mean-field step of 5000 particles."""
    try:
        libc = ctypes.CDLL("libc.so.6")
    except OSError:
        return
    m_trim_threshold, m_mmap_threshold, mebibyte = -1, -3, 2**20
    libc.mallopt(m_mmap_threshold, 32 * mebibyte)
    libc.mallopt(m_trim_threshold, 512 * mebibyte)

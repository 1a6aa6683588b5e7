/* A planted fault for the power ring: nothing waits for the disk. By LD_PRELOAD. */
int fsync(int fd);
int fdatasync(int fd);

int fsync(int fd)
{
    return fd < 0 ? -1 : 0;
}

int fdatasync(int fd)
{
    return fsync(fd);
}

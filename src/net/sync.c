/* Until the disk has an upload: fsync may take as long as the disk likes, and a network thread has other clients. */
#include "net/wire.h"

static struct net_request *take(struct sync_line *l)
{
    pthread_mutex_lock(&l->lock);
    while (!l->first && !l->ending) pthread_cond_wait(&l->more, &l->lock);
    struct net_request *r = l->first;
    if (r) l->first = r->next;
    pthread_mutex_unlock(&l->lock);
    return r;
}

static void refuse(struct net_request *r, enum err err)
{
    struct MHD_Connection *mhd = r->mhd;
    reply_refuse(r, err);
    MHD_resume_connection(mhd);
}

static void finish(struct net_request *r)
{
    enum err err = upload_finish(r);
    if (err == OK)
        r->net->options.handle(r->net->options.with, &r->ask);
    else
        refuse(r, err);
}

static void *run(void *with)
{
    struct net *n = with;
    struct net_request *r;
    while ((r = take(&n->sync)) != NULL) finish(r);
    return NULL;
}

bool sync_open(struct net *n)
{
    struct sync_line *l = &n->sync;
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->more, NULL);
    return pthread_create(&l->thread, NULL, run, n) == 0;
}

void sync_put(struct net_request *r)
{
    struct sync_line *l = &r->net->sync;
    pthread_mutex_lock(&l->lock);
    bool open = !l->ending;
    if (open) {
        r->next = NULL;
        *(l->first ? &l->last->next : &l->first) = r;
        l->last = r;
        pthread_cond_signal(&l->more);
    }
    pthread_mutex_unlock(&l->lock);
    if (!open) refuse(r, BUSY);
}

/* Finishes what stands in line. The lock stays: what is whole only now still asks it, and is refused. */
void sync_close(struct net *n)
{
    struct sync_line *l = &n->sync;
    pthread_mutex_lock(&l->lock);
    l->ending = true;
    pthread_cond_signal(&l->more);
    pthread_mutex_unlock(&l->lock);
    pthread_join(l->thread, NULL);
}
